using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace Solde.Local.Hosting;

/// <summary>An HTTP request as the data of a wrapped call, and the call's HTTP output as the answer.</summary>
internal sealed class WrappedHttp(WrappedCall call)
{
    /// <summary>Answers the caller; a failed invocation is a 500 without a body.</summary>
    public async Task HandleAsync(FunctionMetadata function, HttpContext context, CancellationToken cancellationToken)
    {
        var data = await DescribeAsync(context.Request, cancellationToken);
        var metadata = new JsonObject();
        foreach (var (name, value) in context.Request.RouteValues) metadata[name] = WireValue.Of(value?.ToString() ?? "");
        var result = await call.InvokeAsync(function, data, metadata, cancellationToken);
        if (function.Bindings.FirstOrDefault(binding => binding.Is(BindingTypes.Http)) is { } output)
            await AnswerAsync(context.Response, result.Of(output), cancellationToken);
        else
            context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<JsonObject> DescribeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var data = new JsonObject
        {
            ["Url"] = $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}",
            ["Method"] = request.Method,
            ["Query"] = new JsonObject(request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString()))),
            ["Headers"] = new JsonObject(request.Headers.Select(pair =>
                KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value.Select(value => JsonValue.Create(value))])))),
            ["Params"] = new JsonObject(request.RouteValues.Select(pair =>
                KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value?.ToString()))),
            ["Identities"] = new JsonArray(),
        };
        // The Functions host looks at Content-Length only: a chunked body does not reach a wrapped call.
        if (request.ContentLength is not > 0) return data;

        using var body = new MemoryStream((int)request.ContentLength);
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        using var reader = new StreamReader(body);
        data["Body"] = IsBinary(request.ContentType)
            ? Convert.ToBase64String(body.GetBuffer(), 0, (int)body.Length)
            : await reader.ReadToEndAsync(cancellationToken);
        return data;
    }

    private static bool IsBinary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase));

    private static async Task AnswerAsync(HttpResponse response, JsonNode? output, CancellationToken cancellationToken)
    {
        var answer = output as JsonObject ?? ParseObject(output.AsText()) ?? [];
        response.StatusCode = ReadStatus(answer.Get("statusCode")) ?? ReadStatus(answer.Get("status")) ?? StatusCodes.Status200OK;
        foreach (var (name, value) in answer.Get("headers") as JsonObject ?? [])
        {
            // Kestrel frames the body itself.
            if (name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase)) continue;
            if (name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase)) continue;
            response.Headers.Append(name, value.AsText() ?? value?.ToJsonString());
        }
        if (answer.Get("body") is not { } body) return;

        var text = body.AsText();
        if (!response.Headers.ContainsKey(HeaderNames.ContentType))
            response.ContentType = text is null ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
        await response.WriteAsync(text ?? body.ToJsonString(JsonReading.Written), cancellationToken);
    }

    private static JsonObject? ParseObject(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static int? ReadStatus(JsonNode? status) =>
        int.TryParse(status?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
}
