using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solde.Platform.Storage;

/// <summary>
/// Counts what storage is asked: <c>solde.storage.operations</c> once a logical request, <c>solde.storage.attempts</c> once
/// a try, each tagged with <c>service</c> (blob, queue, table) and <c>operation</c> (the REST operation's name);
/// <c>solde.storage.rows</c> the rows that queries gave. Operations are the bill and rows the time, so budgets are asserted on them.
/// </summary>
public static class StorageMeter
{
    public const string Name = "Solde.Storage";
    public const string Operations = "solde.storage.operations";
    public const string Attempts = "solde.storage.attempts";
    public const string Rows = "solde.storage.rows";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> OperationCounter = Meter.CreateCounter<long>(Operations, "{operation}");
    private static readonly Counter<long> AttemptCounter = Meter.CreateCounter<long>(Attempts, "{attempt}");
    private static readonly Counter<long> RowCounter = Meter.CreateCounter<long>(Rows, "{row}");

    internal static void CountRows(int rows) => RowCounter.Add(rows);

    internal static HttpPipelinePolicy CountOperations(StorageService service) => new CountingPolicy(OperationCounter, service);

    internal static HttpPipelinePolicy CountAttempts(StorageService service) => new CountingPolicy(AttemptCounter, service);

    private sealed class CountingPolicy(Counter<long> counter, StorageService service) : HttpPipelineSynchronousPolicy
    {
        private readonly KeyValuePair<string, object?> serviceTag = new("service", service.ToString().ToLowerInvariant());

        public override void OnSendingRequest(HttpMessage message) =>
            counter.Add(1, serviceTag, new KeyValuePair<string, object?>("operation", StorageRequests.OperationOf(message)));
    }
}
