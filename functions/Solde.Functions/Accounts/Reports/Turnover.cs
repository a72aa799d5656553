using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// What was posted to each ledger account, debits and credits apart. Sums only: no entry is kept. Disputed money counts as received until
/// the dispute is lost: what is held is neither out nor in.
/// </summary>
internal sealed class Turnover(string currency)
{
    private readonly SortedDictionary<string, TurnoverLine> _ledgers = new(StringComparer.Ordinal);

    /// <summary>All that an organisation's accounts booked in a period.</summary>
    public static async Task<Turnover> OfAsync(
        ReportPeriod period, string organisation, string currency, JournalReader journal, CancellationToken cancellation)
    {
        var turnover = new Turnover(currency);
        await foreach (var entry in journal.BookedAsync<Account>(organisation, period.Start, period.End, cancellation))
            turnover.Add(entry);
        return turnover;
    }

    public void Add(JournalEntry entry)
    {
        foreach (var posting in Counted(entry.Postings))
        {
            var before = Of(posting.Ledger);
            _ledgers[posting.Ledger] = posting.Amount.IsPositive
                ? before with { Debits = before.Debits + posting.Amount }
                : before with { Credits = before.Credits - posting.Amount };
        }
    }

    private static IEnumerable<Posting> Counted(IReadOnlyList<Posting> postings) =>
        !postings.Any(posting => LedgerAccounts.IsDisputed(posting.Ledger))
            ? postings
            : postings.GroupBy(AsReceipt, StringComparer.Ordinal)
                .Select(group => new Posting(group.Key, group.Select(posting => posting.Amount).Aggregate((sum, amount) => sum + amount)))
                .Where(posting => !posting.Amount.IsZero);

    private static string AsReceipt(Posting posting) => LedgerAccounts.IsDisputed(posting.Ledger)
        ? LedgerAccounts.Receipts(posting.Ledger[LedgerAccounts.DisputesPrefix.Length..])
        : posting.Ledger;

    public TurnoverLine Of(string ledger) =>
        _ledgers.GetValueOrDefault(ledger) ?? new TurnoverLine(ledger, Money.Zero(currency), Money.Zero(currency));

    /// <summary>The ledger accounts under a prefix such as <c>revenue:</c>, each by what follows it.</summary>
    public IReadOnlyList<TurnoverLine> Under(string prefix) =>
    [
        .. _ledgers.Values.Where(line => line.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(line => line with { Name = line.Name[prefix.Length..] }),
    ];

    public Money Sum(IEnumerable<TurnoverLine> lines, Func<TurnoverLine, Money> amount) =>
        lines.Aggregate(Money.Zero(currency), (sum, line) => sum + amount(line));
}

/// <param name="Debits">Above zero, as are the credits.</param>
internal sealed record TurnoverLine(string Name, Money Debits, Money Credits)
{
    /// <summary>Debit above zero.</summary>
    public Money Net => Debits - Credits;
}
