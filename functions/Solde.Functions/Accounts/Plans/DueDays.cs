using System.Globalization;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>
/// The next day on which something falls due, of every account that waits for one, and the next instant at which what failed
/// is tried again: a partition a day. A row is a reason to look and no more: one too many costs a look, and only its account
/// says what is due.
/// </summary>
internal sealed class DueDays(TableServiceClient tables)
{
    public const string Table = "DueDays";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Writes the account's next day and next try. A row under an earlier day stays until that day is looked at.</summary>
    public async Task PutNextAsync(string organisation, Account account, CancellationToken cancellation)
    {
        if (NextOf(account) is { } next)
            await PutAsync(new PaymentsDue(organisation, account.Id, next), cancellation);
        if (NextTryOf(account) is { } at)
            await PutAsync(new PaymentsDue(organisation, account.Id, DateOnly.FromDateTime(at.UtcDateTime), at), cancellation);
    }

    public async IAsyncEnumerable<PaymentsDue> UpToAsync(
        DateOnly last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (from, to) = (PartitionOf(DateOnly.MinValue), PartitionOf(last));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {to}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            var on = DateOnly.ParseExact(row.PartitionKey, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return new PaymentsDue(row.GetString("Organisation")!, row.GetString("Account")!, on, row.GetDateTimeOffset("At"));
        }
    }

    public Task<TableEntity?> FindAsync(PaymentsDue due, CancellationToken cancellation) =>
        _table.FindEntityAsync(PartitionOf(due.On), RowOf(due), cancellation);

    /// <summary>Removes a row that was not written again since it was read.</summary>
    public async Task RemoveAsync(TableEntity? row, CancellationToken cancellation)
    {
        if (row is null)
            return;
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Another delivery was faster, or something new falls due on that day: it is looked at again.
        }
    }

    /// <summary>
    /// Weekends are as they are, so e-cheques need no look on them. Bank holidays are a setting that may change: on such a
    /// day the account is looked at, and waits.
    /// </summary>
    private static DateOnly? NextOf(Account account)
    {
        var weekends = new BusinessCalendar("UTC", []);
        return account.Plans.Values
            .SelectMany(plan => plan.Instalments.Where(instalment => instalment.IsScheduled && instalment.IsOnline))
            .Select(instalment => (DateOnly?)instalment.AskOn(weekends))
            .Concat(account.Subscriptions.Values
                .Where(subscription => subscription.IsActive)
                .Select(subscription => (DateOnly?)subscription.NextOn))
            .Min();
    }

    private static DateTimeOffset? NextTryOf(Account account) => account.Plans.Values
        .SelectMany(plan => plan.Instalments.Select(instalment => instalment.Failures?.NextTryAt))
        .Min();

    private Task PutAsync(PaymentsDue due, CancellationToken cancellation)
    {
        var row = new TableEntity(PartitionOf(due.On), RowOf(due)) { ["Organisation"] = due.Organisation, ["Account"] = due.Account };
        if (due.At is { } at)
            row["At"] = at;
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private static string PartitionOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string RowOf(PaymentsDue due) =>
        $"{PartitionKey.Encode(due.Organisation)}|{PartitionKey.Encode(due.Account)}{(due.At is null ? "" : "|try")}";
}
