using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Payments;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Payments;

/// <summary>
/// Many accounts that owe one instalment each: one was made through the API, the others are its rows under other ids. They share its card,
/// which the provider does not mind.
/// </summary>
internal sealed class DueAccounts(TableServiceClient tables, string organisation, string example)
{
    private const int AtOnce = 8;

    /// <returns>All accounts, the example among them.</returns>
    public async Task<IReadOnlyList<string>> MakeAsync(int count)
    {
        var (accounts, payers, days) = (
            tables.GetTableClient(Account.Table), tables.GetTableClient(Payer.Table), tables.GetTableClient(DueDays.Table));
        var account = await RowsAsync(accounts, Account.Kind);
        var payer = await RowsAsync(payers, Payer.Kind);
        var due = new List<TableEntity>();
        await foreach (var row in days.QueryAsync(""))
            due.Add(row);

        // As long as the example's, so that the bytes are as many.
        var ids = Enumerable.Range(1, count - 1)
            .Select(number => example[..^8] + number.ToString("D8", CultureInfo.InvariantCulture))
            .ToArray();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (id, cancellation) =>
        {
            await accounts.SubmitTransactionAsync(account.Select(row => Add(row, id)), cancellation);
            await payers.SubmitTransactionAsync(payer.Select(row => Add(row, id)), cancellation);
            foreach (var row in due)
                await days.AddEntityAsync(Copy(row, id), cancellation);
        });
        return [example, .. ids];
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(TableClient table, string kind)
    {
        var rows = await BareStorage.RowsAsync(table, PartitionKey.Of(organisation, kind, example));
        return [.. rows.Where(row => !row.RowKey.StartsWith(Outbox.RowPrefix, StringComparison.Ordinal))];
    }

    private TableTransactionAction Add(TableEntity row, string id) => new(TableTransactionActionType.Add, Copy(row, id));

    private TableEntity Copy(TableEntity row, string id)
    {
        string Renamed(string text) => text.Replace(example, id, StringComparison.Ordinal);
        var copy = new TableEntity(Renamed(row.PartitionKey), Renamed(row.RowKey));
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
                copy[name] = value is string text ? Renamed(text) : value;
        }
        return copy;
    }
}
