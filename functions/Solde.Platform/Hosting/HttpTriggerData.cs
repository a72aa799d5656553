using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Solde.Platform.Hosting;

/// <summary>Turns the HTTP part of a wrapped call into an inner request, so that an endpoint never knows the difference.</summary>
internal static class HttpTriggerData
{
    public const string RequestBinding = "request";
    public const string ResponseBinding = "response";

    public static DefaultHttpContext InnerContext(JsonElement call, HttpContext outer)
    {
        var data = call.GetProperty("Data").GetProperty(RequestBinding);
        var url = new Uri(data.GetProperty("Url").GetString()!, UriKind.Absolute);
        var body = Body(data);

        var inner = new DefaultHttpContext
        {
            RequestServices = outer.RequestServices,
            RequestAborted = outer.RequestAborted,
            TraceIdentifier = outer.TraceIdentifier,
        };
        var request = inner.Request;
        request.Method = data.GetProperty("Method").GetString()!;
        request.Scheme = url.Scheme;
        request.Host = HostString.FromUriComponent(url);
        request.Path = PathString.FromUriComponent(url);
        request.QueryString = QueryString.FromUriComponent(url);
        request.Protocol = outer.Request.Protocol;
        if (data.TryGetProperty("Headers", out var headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject())
                request.Headers[header.Name] = HeaderValues(header.Value);
        }

        // The body was decoded by the host: its length is what is here now, not what the caller declared.
        request.ContentLength = body.Length;
        request.Body = new MemoryStream(body, writable: false);
        inner.Features.Set<IHttpRequestBodyDetectionFeature>(body.Length > 0 ? HasBody.Yes : HasBody.No);
        inner.Response.Body = new MemoryStream();
        return inner;
    }

    public static void WriteResponse(Utf8JsonWriter json, HttpResponse response)
    {
        json.WriteStartObject(ResponseBinding);
        json.WriteNumber("statusCode", response.StatusCode);
        json.WriteStartObject("headers");
        foreach (var (name, values) in response.Headers)
        {
            if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
                json.WriteString(name, values.ToString());
        }
        json.WriteEndObject();
        var body = (MemoryStream)response.Body;
        json.WriteString("body", body.GetBuffer().AsSpan(0, (int)body.Length));
        json.WriteEndObject();
    }

    /// <summary>Text came as a string, binary types as base64; without a body the property is absent.</summary>
    private static byte[] Body(JsonElement data)
    {
        if (!data.TryGetProperty("Body", out var body) || body.ValueKind == JsonValueKind.Null)
            return [];
        if (body.ValueKind != JsonValueKind.String)
            return Encoding.UTF8.GetBytes(body.GetRawText());
        return IsBinary(data) && body.TryGetBytesFromBase64(out var bytes) ? bytes : Encoding.UTF8.GetBytes(body.GetString()!);
    }

    /// <summary>A header of the caller's; null where there is none.</summary>
    public static string? HeaderOf(JsonElement call, string name) => Header(call.GetProperty("Data").GetProperty(RequestBinding), name);

    private static bool IsBinary(JsonElement data) => Header(data, "Content-Type") is { } type
        && (type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));

    private static string? Header(JsonElement data, string name)
    {
        if (!data.TryGetProperty("Headers", out var headers) || headers.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var header in headers.EnumerateObject())
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
                return HeaderValues(header.Value).ToString();
        }
        return null;
    }

    private static Microsoft.Extensions.Primitives.StringValues HeaderValues(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(item => item.GetString()).ToArray()
        : value.GetString();

    private sealed class HasBody(bool canHaveBody) : IHttpRequestBodyDetectionFeature
    {
        public static readonly HasBody Yes = new(canHaveBody: true);
        public static readonly HasBody No = new(canHaveBody: false);

        public bool CanHaveBody { get; } = canHaveBody;
    }
}
