using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Solde.Functions.Api;

/// <summary>Writes refusals as <c>application/problem+json</c> (RFC 9457) in the language asked for (COM-07).</summary>
public static class Problem
{
    public const string ContentType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var language = context.Features.Get<Command>()?.Language ?? Language.Choose(context.Request.Headers.AcceptLanguage);
        context.Response.StatusCode = refusal.Kind.Status;
        context.Response.ContentType = ContentType;
        context.Response.Headers.ContentLanguage = language;
        if (refusal.Kind.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.Response.Body.WriteAsync(Render(refusal, language, context.TraceIdentifier), context.RequestAborted);
    }

    /// <summary>Accents as they are; what could upset a page stays escaped.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static byte[] Render(Refusal refusal, string language, string requestId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:solde:problem:" + refusal.Kind.Code);
            json.WriteString("title", refusal.Kind.Code.Replace('_', ' '));
            json.WriteNumber("status", refusal.Kind.Status);
            json.WriteString("code", refusal.Kind.Code);
            json.WriteString("detail", refusal.Kind.Detail.In(language, [.. refusal.Arguments]));
            json.WriteString("requestId", requestId);
            if (refusal.Errors.Count > 0)
            {
                json.WriteStartObject("errors");
                foreach (var field in refusal.Errors.GroupBy(error => error.Field, StringComparer.Ordinal))
                {
                    json.WriteStartArray(field.Key);
                    foreach (var error in field)
                        json.WriteStringValue(error.Message.In(language, [.. error.Arguments]));
                    json.WriteEndArray();
                }
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
