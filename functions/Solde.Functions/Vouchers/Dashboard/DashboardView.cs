using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>What a company finds when it comes (VOU-11).</summary>
/// <param name="AsOf">When it was read: give it to a visit, so that nothing that changes meanwhile goes unseen.</param>
/// <param name="Services">The open ones, those to which something can still happen, by status.</param>
/// <param name="IsAtLeast">There are more than were counted.</param>
/// <param name="Remittances">Those under way, then the last ones that ended.</param>
internal sealed record DashboardView(
    DateTimeOffset AsOf,
    IReadOnlyList<StatusCount> Services,
    bool IsAtLeast,
    ToAskView ToAsk,
    IReadOnlyList<RemittanceView> Remittances,
    IReadOnlyList<PickUpView> PickUps,
    ChangesView Changes);

/// <param name="Missing">The vouchers that these lack; not told of changes.</param>
internal sealed record StatusCount(StatusView Status, int Count, int? Missing = null);

/// <summary>Vouchers whose reimbursement was not asked for yet.</summary>
internal sealed record ToAskView(int Services, int Vouchers, Money Amount);

/// <param name="Since">The last visit; null before the first.</param>
/// <param name="IsAtLeast">There are more than were counted.</param>
internal sealed record ChangesView(
    DateTimeOffset? Since, IReadOnlyList<StatusCount> Services, bool IsAtLeast, IReadOnlyList<CompanyServiceView> Newest);
