using Microsoft.AspNetCore.Http;
using Solde.Platform.Storage;

namespace Solde.Tests.Faults;

/// <summary>A call as it arrived: the how-manieth (from 0), what it asks for in the words of the meter, and where.</summary>
internal sealed record StorageCall(int Number, StorageService Service, string Method, string Path, string Kind)
{
    public static StorageCall From(int number, StorageService service, HttpRequest request)
    {
        // The account's name comes first in an emulator's path, and says nothing.
        var path = (request.Path.Value ?? "").TrimStart('/');
        var resource = path.Contains('/', StringComparison.Ordinal) ? path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";
        var kind = service switch
        {
            StorageService.Table => TableKind(request, resource),
            StorageService.Blob => BlobKind(request, resource),
            _ => QueueKind(request, resource),
        };
        return new StorageCall(number, service, request.Method, resource, kind);
    }

    private static string TableKind(HttpRequest request, string resource)
    {
        if (resource == "$batch") return "EntityGroupTransaction";
        if (resource == "Tables") return "CreateTable";
        var conditional = request.Headers.IfMatch.Count > 0;
        return request.Method switch
        {
            "GET" => resource.EndsWith("()", StringComparison.Ordinal) ? "QueryEntities" : "GetEntity",
            "POST" => "InsertEntity",
            "PUT" => conditional ? "UpdateEntity" : "InsertOrReplaceEntity",
            "PATCH" => conditional ? "MergeEntity" : "InsertOrMergeEntity",
            "DELETE" => "DeleteEntity",
            _ => "Unknown",
        };
    }

    private static string BlobKind(HttpRequest request, string resource)
    {
        var ofContainer = !resource.Contains('/', StringComparison.Ordinal);
        return (request.Method, request.Query["comp"].ToString()) switch
        {
            ("PUT", "block") => "PutBlock",
            ("PUT", "blocklist") => "PutBlockList",
            ("PUT", "lease") => "LeaseBlob",
            ("GET", "list") => "ListBlobs",
            ("PUT", _) => ofContainer ? "CreateContainer" : "PutBlob",
            ("HEAD", _) => ofContainer ? "GetContainerProperties" : "GetBlobProperties",
            ("GET", _) => "GetBlob",
            ("DELETE", _) => "DeleteBlob",
            _ => "Unknown",
        };
    }

    private static string QueueKind(HttpRequest request, string resource)
    {
        var ofQueue = !resource.Contains('/', StringComparison.Ordinal);
        return request.Method switch
        {
            "PUT" => ofQueue ? "CreateQueue" : "UpdateMessage",
            "POST" => "PutMessage",
            "DELETE" => "DeleteMessage",
            "GET" when ofQueue => "GetQueueMetadata",
            "GET" => request.Query.ContainsKey("peekonly") ? "PeekMessages" : "GetMessages",
            _ => "Unknown",
        };
    }
}
