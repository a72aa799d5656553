using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Opening">The balance before the period.</param>
/// <param name="Lines">Oldest first; may be read once.</param>
internal sealed record Statement(Money Opening, IAsyncEnumerable<StatementLine> Lines);

/// <param name="InvoiceNumbers">Of the invoices that the operation made or changed, as far as they have one by now.</param>
internal sealed record StatementLine(Operation Operation, IReadOnlyList<string> InvoiceNumbers);

/// <summary>Reads the operations of a period with the balance before it, and looks up what a person knows invoices by.</summary>
internal sealed class StatementReader(JournalReader journal, AccountDocuments documents)
{
    /// <summary>So many lines are in memory at once.</summary>
    private const int Chunk = 100;

    public async Task<Statement> OpenAsync(
        string organisation, string account, string currency, StatementPeriod period, BusinessCalendar calendar, CancellationToken cancellation)
    {
        var start = period.From is { } from ? calendar.StartOf(from) : DateTimeOffset.MinValue;
        var opening = Money.Zero(currency);
        long before = 0;
        if (period.From is not null)
        {
            await foreach (var entry in journal.AllAsync<Account>(organisation, account, cancellation).TakeWhile(entry => entry.At < start))
            {
                opening += Operation.EffectOf(entry, currency);
                before = entry.Sequence;
            }
        }
        var end = calendar.StartOf(period.To.AddDays(1));
        var entries = journal.AfterAsync<Account>(organisation, account, before, cancellation).TakeWhile(entry => entry.At < end);
        return new Statement(opening, LinesAsync(organisation, account, Operations(entries, opening, calendar), cancellation));
    }

    private static async IAsyncEnumerable<Operation> Operations(
        IAsyncEnumerable<JournalEntry> entries, Money opening, BusinessCalendar calendar)
    {
        var balance = opening;
        await foreach (var entry in entries)
        {
            balance += Operation.EffectOf(entry, balance.Currency);
            if (Operation.Of(entry, balance, calendar) is { } operation)
                yield return operation;
        }
    }

    private async IAsyncEnumerable<StatementLine> LinesAsync(
        string organisation, string account, IAsyncEnumerable<Operation> operations, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var some in operations.Chunk(Chunk).WithCancellation(cancellation))
        {
            var named = some.SelectMany(operation => operation.Documents).Where(Account.IsInvoice).Distinct().ToArray();
            var numbers = await documents.InvoicesOfAsync(organisation, account, named, cancellation)
                .ToDictionaryAsync(invoice => invoice.Id, invoice => invoice.Number ?? invoice.Id, cancellationToken: cancellation);
            foreach (var operation in some)
            {
                yield return new StatementLine(
                    operation, [.. operation.Documents.Where(numbers.ContainsKey).Select(id => numbers[id])]);
            }
        }
    }
}
