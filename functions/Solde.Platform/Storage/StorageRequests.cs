using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>What every storage client does with a pipeline: name an operation, send it, throw what storage refused.</summary>
public static class StorageRequests
{
    /// <summary>Starts a request. <paramref name="operation"/> is the REST operation's name, by which the meter counts it.</summary>
    public static HttpMessage CreateMessage(this HttpPipeline pipeline, RequestMethod method, Uri uri, string operation)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(uri);
        message.SetProperty(typeof(OperationName), operation);
        return message;
    }

    /// <summary>Sends a request, with retries, and returns an answer that <paramref name="expected"/> holds to be a success.</summary>
    /// <exception cref="RequestFailedException">Storage answered with another status, or did not answer.</exception>
    public static async Task<Response> SendAsync(
        this HttpPipeline pipeline,
        HttpMessage message,
        ResponseClassifier expected,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(message);
        message.ResponseClassifier = expected;
        await pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : message.Response;
    }

    internal static string OperationOf(HttpMessage message) =>
        message.TryGetProperty(typeof(OperationName), out var name) && name is string text ? text : "Unnamed";

    /// <summary>Null for what is no table's.</summary>
    internal static string? TableOf(HttpMessage message) =>
        message.TryGetProperty(typeof(TableName), out var name) ? name as string : null;

    internal static void NameTable(HttpMessage message, string table) => message.SetProperty(typeof(TableName), table);

    private sealed class OperationName;

    private sealed class TableName;
}
