using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>Something that an instance is to learn with its next turn.</summary>
/// <param name="Order">Of arrival.</param>
/// <param name="Event">What has happened.</param>
/// <param name="ExecutionId">The execution it is for; null when any will do.</param>
/// <param name="RowKey">
/// Its row in the inbox. Null for results of activities and for timers: they have none, because they can be had again.
/// </param>
internal sealed record Arrival(long Order, HistoryEvent Event, string? ExecutionId, string? RowKey)
{
    private const string Execution = "ExecutionId";

    public bool WakesSuspended => Event.ExecutionResumed is not null || Event.ExecutionTerminated is not null;

    public static TableEntity Row(string partitionKey, string rowKey, HistoryEvent @event, string? executionId) =>
        RowBytes.Put(new TableEntity(partitionKey, rowKey) { [Execution] = executionId }, HistoryEvents.Write([@event]));

    public static Arrival Read(TableEntity row) => new(
        RowKeys.OrderOf(row.RowKey),
        HistoryEvents.Read(RowBytes.Get(row))[0],
        row.GetString(Execution),
        row.RowKey);
}
