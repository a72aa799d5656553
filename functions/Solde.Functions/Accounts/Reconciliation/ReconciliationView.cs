using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Allocations">What would be, or was, allocated.</param>
/// <param name="IsDone">False for a preview.</param>
/// <param name="HasMore">There is more to allocate than fits in one step: ask again.</param>
internal sealed record ReconciliationView(bool IsDone, IReadOnlyList<AllocationView> Allocations, Money Unapplied, bool HasMore);

/// <param name="From">The payment or credit.</param>
internal sealed record AllocationView(string From, string Invoice, string Line, Money Amount);
