using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Allocations">What would be, or was, allocated.</param>
/// <param name="IsDone">False for a preview.</param>
/// <param name="HasMore">There is more to allocate than fits in one step: ask again.</param>
internal sealed record ReconciliationView(bool IsDone, IReadOnlyList<AllocationView> Allocations, Money Unapplied, bool HasMore);

internal sealed record AllocationView(string Payment, string Invoice, string Line, Money Amount);
