using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>Reads an account's documents for lists: open and settled ones together, in the order of their making.</summary>
internal sealed class AccountDocuments(TableServiceClient tables)
{
    public IAsyncEnumerable<Invoice> InvoicesAsync(string organisation, string account, string? after, CancellationToken cancellation) =>
        MergedAsync(organisation, account, "invoice|", after, AccountRows.Default.Invoice, invoice => invoice.Id, cancellation);

    /// <summary>Those of these ids that there are, open or settled, in no order.</summary>
    public async IAsyncEnumerable<Invoice> InvoicesOfAsync(
        string organisation,
        string account,
        IReadOnlyList<string> ids,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, Account.Kind, account);
        // The service takes 15 comparisons in one filter, and each may lie in two places.
        foreach (var some in ids.Chunk(7))
        {
            var keys = string.Join(" or ", some.SelectMany(id => new[] { true, false }, (id, isOpen) =>
                TableClient.CreateQueryFilter($"RowKey eq {Row.KeyOf(Account.InvoiceRow(id), isOpen)}")));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + $" and ({keys})";
            await foreach (var entity in tables.GetTableClient(Account.Table).QueryAsync(filter, cancellationToken: cancellation))
                yield return JsonSerializer.Deserialize(RowData.Read(entity), AccountRows.Default.Invoice)!;
        }
    }

    public IAsyncEnumerable<Payment> PaymentsAsync(string organisation, string account, string? after, CancellationToken cancellation) =>
        MergedAsync(organisation, account, "payment|", after, AccountRows.Default.Payment, payment => payment.Id, cancellation);

    public IAsyncEnumerable<Credit> CreditsAsync(string organisation, string account, string? after, CancellationToken cancellation) =>
        MergedAsync(organisation, account, "credit|", after, AccountRows.Default.Credit, credit => credit.Id, cancellation);

    public IAsyncEnumerable<Refund> RefundsAsync(string organisation, string account, string? after, CancellationToken cancellation) =>
        MergedAsync(organisation, account, "refund|", after, AccountRows.Default.Refund, refund => refund.Id, cancellation);

    public IAsyncEnumerable<PaymentPlan> PlansAsync(string organisation, string account, string? after, CancellationToken cancellation) =>
        MergedAsync(organisation, account, "plan|", after, AccountRows.Default.PaymentPlan, plan => plan.Id, cancellation);

    public IAsyncEnumerable<Subscription> SubscriptionsAsync(
        string organisation, string account, string? after, CancellationToken cancellation) =>
        MergedAsync(
            organisation, account, "subscription|", after, AccountRows.Default.Subscription, subscription => subscription.Id, cancellation);

    /// <summary>A page of an account's documents as views; not found where there is no such account.</summary>
    public async Task<Answer> AnswerAsync<TDocument, TView>(
        string account,
        ListOrder list,
        IAsyncEnumerable<TDocument> documents,
        Func<TDocument, string> id,
        Func<TDocument, TView> view,
        JsonTypeInfo<Page<TView>> type,
        Command command)
    {
        var page = await list.PageAsync(documents, id, command.CancellationToken);
        if (page.Items.Count == 0 && !await ExistsAsync(command.Organisation, account, command.CancellationToken))
            return CommonRefusals.NotFound;
        return Cursor.Answer(new Page<TView>([.. page.Items.Select(view)], page.Next), type);
    }

    private async Task<bool> ExistsAsync(string organisation, string account, CancellationToken cancellation) =>
        await tables.GetTableClient(Account.Table).FindEntityAsync(
            PartitionKey.Of(organisation, Account.Kind, account), Row.KeyOf(Row.Head, isOpen: true), cancellation) is not null;

    /// <summary>Ids rise with time, so both ranges are sorted by age: take the older of the two, again and again.</summary>
    private async IAsyncEnumerable<T> MergedAsync<T>(
        string organisation,
        string account,
        string prefix,
        string? after,
        JsonTypeInfo<T> type,
        Func<T, string> id,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, Account.Kind, account);
        await using var open = RangeAsync(
            partition, Row.KeyOf(prefix, isOpen: true), after, type, cancellation).GetAsyncEnumerator(cancellation);
        await using var settled = RangeAsync(
            partition, Row.KeyOf(prefix, isOpen: false), after, type, cancellation).GetAsyncEnumerator(cancellation);
        var hasOpen = await open.MoveNextAsync();
        var hasSettled = await settled.MoveNextAsync();
        while (hasOpen || hasSettled)
        {
            if (hasOpen && (!hasSettled || string.CompareOrdinal(id(open.Current), id(settled.Current)) < 0))
            {
                yield return open.Current;
                hasOpen = await open.MoveNextAsync();
            }
            else
            {
                yield return settled.Current;
                hasSettled = await settled.MoveNextAsync();
            }
        }
    }

    private async IAsyncEnumerable<T> RangeAsync<T>(
        string partition,
        string prefix,
        string? after,
        JsonTypeInfo<T> type,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = prefix + after;
        var to = prefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var entity in tables.GetTableClient(Account.Table).QueryAsync(filter, cancellationToken: cancellation))
            yield return JsonSerializer.Deserialize(RowData.Read(entity), type)!;
    }
}
