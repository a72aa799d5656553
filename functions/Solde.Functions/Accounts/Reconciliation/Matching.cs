using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>So much of a payment or a credit shall pay so much of a line.</summary>
internal sealed record Match(string Funds, string Invoice, string Line, Money Amount);

/// <summary>
/// Pairs an account's open lines with its unapplied money: both sorted once and then merged, so that an account of ten
/// thousand lines costs little more than the sorting (BIL-18).
/// </summary>
internal static class Matching
{
    /// <summary>
    /// A payment lies in one row with the lines that it pays, and the journal shows it before and after: more of them would
    /// not fit there. What such a payment has left stays unapplied.
    /// </summary>
    internal const int MaxLinesOfOne = 2_000;

    /// <summary>All that can be paid with what is there, in the order in which it is to be done.</summary>
    public static IReadOnlyList<Match> Of(
        IReadOnlyList<(Invoice Invoice, InvoiceLine Line)> lines, IReadOnlyList<(IFunds Funds, Money Unapplied)> money)
    {
        var matches = new List<Match>(lines.Count + money.Count);
        var next = 0;
        var asked = lines.Count > 0 ? lines[0].Line.Uncovered : default;
        foreach (var (funds, unapplied) in money)
        {
            var (left, room) = (unapplied, MaxLinesOfOne - funds.Allocations.Count);
            while (next < lines.Count && left.IsPositive && room-- > 0)
            {
                var (invoice, line) = lines[next];
                var amount = Money.Min(left, asked);
                matches.Add(new Match(funds.Id, invoice.Id, line.Id, amount));
                left -= amount;
                asked -= amount;
                if (!asked.IsPositive && ++next < lines.Count)
                    asked = lines[next].Line.Uncovered;
            }
        }
        return matches;
    }

    /// <summary>The same in portions that each fit in one transaction and one journal row.</summary>
    public static IEnumerable<IReadOnlyList<Match>> InSteps(IReadOnlyList<Match> matches, int maxDocuments)
    {
        var step = new List<Match>();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in matches)
        {
            var more = (touched.Contains(match.Invoice) ? 0 : 1) + (touched.Contains(match.Funds) ? 0 : 1);
            if (step.Count == Reconciliation.MaxAllocations || (step.Count > 0 && touched.Count + more > maxDocuments))
            {
                yield return step;
                step = [];
                touched.Clear();
            }
            step.Add(match);
            touched.Add(match.Invoice);
            touched.Add(match.Funds);
        }
        if (step.Count > 0)
            yield return step;
    }

    /// <summary>Each document that is touched is made anew once, however many matches it has.</summary>
    public static Account Apply(Account account, IReadOnlyList<Match> matches)
    {
        foreach (var some in matches.GroupBy(match => match.Funds, StringComparer.Ordinal))
        {
            var funds = account.Funds(some.Key)!;
            account = account.With(funds.With(Extended(funds.Allocations, some)));
        }
        foreach (var some in matches.GroupBy(match => match.Invoice, StringComparer.Ordinal))
            account = account.With(Paid(account.Invoices[some.Key], some));
        return account;
    }

    public static Money Sum(IEnumerable<Match> matches, string currency) =>
        matches.Aggregate(Money.Zero(currency), (sum, match) => sum + match.Amount);

    /// <summary>A line that the same money pays already is paid more; what became a credit note, or pays in an instalment's place, stays as it is.</summary>
    private static List<Allocation> Extended(IReadOnlyList<Allocation> allocations, IEnumerable<Match> matches)
    {
        var extended = allocations.ToList();
        var places = new Dictionary<(string, string), int>();
        foreach (var (place, allocation) in allocations.Index())
        {
            if (allocation is { Credit: null, Instalment: null })
                places.TryAdd((allocation.Invoice, allocation.Line), place);
        }
        foreach (var match in matches)
        {
            if (places.TryGetValue((match.Invoice, match.Line), out var place))
                extended[place] = extended[place] with { Amount = extended[place].Amount + match.Amount };
            else
                extended.Add(new Allocation(match.Invoice, match.Line, match.Amount));
        }
        return extended;
    }

    private static Invoice Paid(Invoice invoice, IEnumerable<Match> matches)
    {
        var more = new Dictionary<string, Money>(StringComparer.Ordinal);
        var by = new List<string>();
        foreach (var match in matches)
        {
            more[match.Line] = more.TryGetValue(match.Line, out var sum) ? sum + match.Amount : match.Amount;
            by.Add(match.Funds);
        }
        return invoice with
        {
            Lines =
            [
                .. invoice.Lines.Select(line =>
                    more.TryGetValue(line.Id, out var amount) ? line with { Allocated = line.Allocated + amount } : line),
            ],
            PaidBy = [.. invoice.PaidBy.Union(by)],
        };
    }
}
