using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="IsDone">False for a preview, and where there was nothing to do.</param>
/// <param name="Count">How many allocations were made, or would be.</param>
/// <param name="Total">What they come to.</param>
/// <param name="Allocations">The first <see cref="MostListed"/> of them, in the order in which they were made.</param>
/// <param name="Unapplied">What is left of payments and credits.</param>
internal sealed record ReconciliationView(
    bool IsDone, int Count, Money Total, IReadOnlyList<AllocationView> Allocations, Money Unapplied)
{
    /// <summary>The answer is kept in a row for a repeated request; the others can be read on the payments.</summary>
    public const int MostListed = 500;

    public static ReconciliationView Of(bool isDone, IReadOnlyCollection<Match> matches, Money unapplied) => new(
        isDone,
        matches.Count,
        Matching.Sum(matches, unapplied.Currency),
        [.. matches.Take(MostListed).Select(match => new AllocationView(match.Funds, match.Invoice, match.Line, match.Amount))],
        unapplied);
}

/// <param name="From">The payment or credit.</param>
internal sealed record AllocationView(string From, string Invoice, string Line, Money Amount);
