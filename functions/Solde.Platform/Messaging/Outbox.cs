using System.Runtime.CompilerServices;
using Azure;
using Solde.Platform.Storage;

namespace Solde.Platform.Messaging;

/// <summary>
/// Messages that a committed transaction must announce. Their rows lie in the aggregate's own partition, so they are
/// written in its transaction; the consumer removes them, and what stays is sent again.
/// </summary>
public sealed class Outbox(TableServiceClient tables, TimeProvider clock)
{
    /// <summary>Row keys of outbox rows. They sort among the rows that every command reads.</summary>
    public const string RowPrefix = "0|outbox|";

    private const string RowPrefixEnd = "0|outbox}";

    /// <summary>A row to put into the aggregate's transaction.</summary>
    public static TableEntity Row(string partition, string queue, Envelope envelope) => new(partition, envelope.Outbox!.Row)
    {
        ["Queue"] = queue,
        ["Message"] = envelope.ToText(),
        ["At"] = envelope.At,
    };

    public static OutboxAddress Address(string table, string partition, string messageId) => new(table, partition, RowPrefix + messageId);

    public static OutboxMessage Read(TableEntity row) =>
        new(row.RowKey[RowPrefix.Length..], row.GetString("Queue")!, row.GetString("Message")!, row.GetDateTimeOffset("At")!.Value);

    /// <summary>Safe to repeat: a row that is gone is as good as removed.</summary>
    public async Task RemoveAsync(OutboxAddress address, CancellationToken cancellation)
    {
        try
        {
            await tables.GetTableClient(address.Table).DeleteEntityAsync(address.Partition, address.Row, ETag.All, cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another delivery of the same message was faster.
        }
    }

    /// <summary>
    /// What stayed longer than <paramref name="age"/>. Looks through the whole table (the rows of one aggregate lie
    /// together, the outbox rows of all do not), so it runs seldom: redelivery, a repeated command and the next
    /// command on the same aggregate send them again long before.
    /// </summary>
    public async IAsyncEnumerable<OutboxMessage> LeftBehindAsync(
        string table, TimeSpan age, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - age;
        var filter = TableClient.CreateQueryFilter($"RowKey ge {RowPrefix} and RowKey lt {RowPrefixEnd} and At lt {before}");
        await foreach (var row in tables.GetTableClient(table).QueryAsync(filter, cancellationToken: cancellation))
        {
            yield return Read(row);
        }
    }
}

/// <param name="Id">The envelope's id.</param>
/// <param name="Text">The envelope as it is sent.</param>
public sealed record OutboxMessage(string Id, string Queue, string Text, DateTimeOffset At);
