using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Solde.Platform.Storage;

/// <summary>
/// Finds the error code in what storage answers: a header, an XML body (blobs, queues, and tables that refuse a signature) or
/// an OData JSON body (tables). Some of Azurite's refusals have no body at all.
/// </summary>
internal sealed class StorageErrorParser : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        // A streamed answer is not read for its error: the code is in the header.
        error = response.ContentStream is MemoryStream ? Read(response.Content) : null;
        if (error?.Code is null && response.Headers.TryGetValue("x-ms-error-code", out var code))
            error = new ResponseError(code, error?.Message ?? response.ReasonPhrase);
        return error is not null;
    }

    /// <summary>Null when it is no error that storage writes: then the status has to say what happened.</summary>
    internal static ResponseError? Read(BinaryData body)
    {
        if (body.IsEmpty) return null;
        try
        {
            return body.ToMemory().Span[0] is (byte)'{' ? ReadJson(body) : ReadXml(body);
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            // A proxy's error page, for one.
            return null;
        }
    }

    private static ResponseError? ReadJson(BinaryData body)
    {
        using var document = JsonDocument.Parse(body);
        if (!document.RootElement.TryGetProperty("odata.error", out var error)) return null;
        var code = error.TryGetProperty("code", out var codeElement) ? codeElement.GetString() : null;
        var message = error.TryGetProperty("message", out var messageElement) && messageElement.TryGetProperty("value", out var value)
            ? value.GetString()
            : null;
        return new ResponseError(code, message);
    }

    private static ResponseError? ReadXml(BinaryData body)
    {
        var root = SafeXml.Parse(body).Root;
        return root?.Name.LocalName.Equals("Error", StringComparison.OrdinalIgnoreCase) != true
            ? null
            : new ResponseError(Child(root, "Code"), Child(root, "Message"));
    }

    private static string? Child(XElement root, string name) =>
        root.Elements().FirstOrDefault(element => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;
}
