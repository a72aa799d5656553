using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>What all requests to the table service have in common.</summary>
internal sealed class TableRequests(HttpPipeline pipeline, Uri endpoint, string table)
{
    public Uri Endpoint => endpoint;

    public HttpMessage Create(RequestMethod method, string path, string operation)
    {
        var message = pipeline.CreateMessage(method, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}"), operation);
        StorageRequests.NameTable(message, table);
        // With less metadata rows come without their ETags, and without Accept the answer would be Atom.
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        return message;
    }

    public static void SetJson(Request request, ReadOnlyMemory<byte> json)
    {
        request.Content = RequestContent.Create(json);
        request.Headers.SetValue("Content-Type", "application/json");
        // Nobody needs to be sent what he has just written.
        request.Headers.SetValue("Prefer", "return-no-content");
    }
}
