using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Goes through rows of one partition, and writes again or removes those that still tell of people: as many at once as a transaction takes.
/// </summary>
internal static class RowSweep
{
    private const int MaxRows = 100;

    /// <summary>In characters; a transaction holds 4 MiB.</summary>
    private const int MaxText = 1_000_000;

    /// <param name="swept">Null for a row that stays as it is. It is asked in the order of the keys.</param>
    public static async Task SweepAsync(
        this TableClient table, string filter, Func<TableEntity, TableTransactionAction?> swept, CancellationToken cancellation)
    {
        var (actions, text) = (new List<TableTransactionAction>(), 0);
        await foreach (var row in table.QueryAsync(filter, cancellationToken: cancellation))
        {
            if (swept(row) is not { } action)
                continue;
            text += RowData.Read(action.Entity).Length;
            if (actions.Count == MaxRows || (text > MaxText && actions.Count > 0))
            {
                await table.SubmitTransactionAsync(actions, cancellation);
                (actions, text) = ([], RowData.Read(action.Entity).Length);
            }
            actions.Add(action);
        }
        if (actions.Count > 0)
            await table.SubmitTransactionAsync(actions, cancellation);
    }

    /// <summary>The row with another document, as long as nobody else has written it since; null where it is the same.</summary>
    public static TableTransactionAction? With(this TableEntity row, string json)
    {
        if (RowData.Read(row) == json)
            return null;
        RowData.Clear(row);
        RowData.Write(row, json);
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag);
    }

    public static TableTransactionAction Without(this TableEntity row) =>
        new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), row.ETag);
}
