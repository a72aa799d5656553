using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Solde.Platform.Telemetry;

namespace Solde.Platform.Storage;

/// <summary>
/// A span for each storage operation, its tries included: the service, the REST operation, the table, the status. Never a key, a filter or
/// a row: they hold what people are called.
/// </summary>
internal sealed class StorageSpans(StorageService service) : HttpPipelinePolicy
{
    private readonly string _service = service.ToString().ToLowerInvariant();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var span = Start(message);
        try
        {
            await ProcessNextAsync(message, pipeline);
            End(span, message);
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using var span = Start(message);
        try
        {
            ProcessNext(message, pipeline);
            End(span, message);
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
    }

    private Activity? Start(HttpMessage message)
    {
        if (!Traces.Storage.HasListeners())
            return null;
        var operation = StorageRequests.OperationOf(message);
        var span = Traces.Storage.StartActivity($"{_service} {operation}", ActivityKind.Client);
        span?.SetTag("db.system.name", "azure.storage." + _service);
        span?.SetTag("db.operation.name", operation);
        if (StorageRequests.TableOf(message) is { } table)
            span?.SetTag("db.collection.name", table);
        return span;
    }

    private static void End(Activity? span, HttpMessage message)
    {
        if (span is null)
            return;
        span.SetTag("http.response.status_code", message.Response.Status);
        if (message.ProcessingContext.RetryNumber > 0)
            span.SetTag("http.request.resend_count", message.ProcessingContext.RetryNumber);
        if (message.Response.Status >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
