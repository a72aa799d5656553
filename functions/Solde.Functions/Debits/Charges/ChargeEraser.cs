using System.Text.Json;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Erases what a group's month says of people. Each charge says itself that it is erased, under its own guard, so that nothing changes it any
/// more.
/// </summary>
internal sealed class ChargeEraser(TableServiceClient tables, ChargeStore charges, TimeProvider clock)
{
    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    /// <returns>False where a charge is asked for again since the month was looked at: that one stays, and the journal with it.</returns>
    public async Task<bool> SweepAsync(string organisation, RunPlace place, ErasureOrder order, CancellationToken cancellation)
    {
        var isAtRest = true;
        var partition = ChargeStore.PartitionOf(organisation, place.Month, place.Group);
        await _table.SweepAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), Swept, cancellation);
        return isAtRest;

        TableTransactionAction? Swept(TableEntity row)
        {
            if (row.RowKey.StartsWith(Row.SettledPrefix + IdempotencyRecord.Prefix, StringComparison.Ordinal))
                return row.Without();
            var json = RowData.Read(row);
            if (row.RowKey.StartsWith(ChargeStore.RowPrefix, StringComparison.Ordinal))
            {
                var charge = JsonSerializer.Deserialize(json, DebitRows.Default.Charge)!;
                isAtRest &= charge.IsClosed;
                return charge.IsClosed && charge.ErasedBy is null ? row.With(Erased(charge, order)) : null;
            }
            // Entries come after all charges.
            return isAtRest ? row.With(Erased(json)) : null;
        }
    }

    /// <summary>The month's journal says who erased it, and why; once.</summary>
    public async Task TellAsync(string organisation, RunPlace place, ErasureOrder order, CancellationToken cancellation)
    {
        if (await IsDoneAsync(organisation, place, order, cancellation))
            return;
        var now = clock.GetUtcNow();
        var row = new TableEntity(
            ChargeStore.PartitionOf(organisation, place.Month, place.Group), ChargeStore.JournalKeyOf(now, order.Run));
        RowData.Write(row, JsonSerializer.Serialize(DebitErasures.EntryOfCharges(order, now), DebitRows.Default.ChargeEntry));
        try
        {
            await _table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // A try of ours that timed out after it was done.
        }
    }

    /// <summary>Whether the journal says that this order erased the month.</summary>
    public async Task<bool> IsDoneAsync(string organisation, RunPlace place, ErasureOrder order, CancellationToken cancellation) =>
        await charges.JournalAsync(organisation, place.Month, place.Group, cancellation)
            .AnyAsync(entry => entry.Action == ErasureOrder.Action && entry.Source == order.Run, cancellation);

    private static string Erased(Charge charge, ErasureOrder order) => PersonalFields.Erase(
        JsonSerializer.Serialize(charge with { ErasedBy = order.Run }, DebitRows.Default.Charge), DebitRows.Default.Charge);

    private static string Erased(string json) =>
        JsonSerializer.Deserialize(json, DebitRows.Default.ChargeEntry)!.Action == ErasureOrder.Action
            ? json
            : PersonalFields.Erase(json, DebitRows.Default.ChargeEntry);
}
