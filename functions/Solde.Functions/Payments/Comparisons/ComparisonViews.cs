using Solde.Functions.Ledger;

namespace Solde.Functions.Payments;

/// <param name="From">The first day on which what is compared was asked for.</param>
/// <param name="To">The last one.</param>
internal sealed record ComparisonView(
    string Id, DateOnly From, DateOnly To, string State, DateTimeOffset BegunAt, DateTimeOffset? EndedAt, FindingCounts Findings)
{
    public static ComparisonView Of(string id, ComparisonContent content) =>
        new(id, content.From, content.To, content.State, content.BegunAt, content.EndedAt, content.Findings);
}

/// <param name="Ours">Null where we have nothing.</param>
/// <param name="Theirs">Null where the provider has nothing.</param>
internal sealed record FindingView(
    string Id,
    string Kind,
    string Account,
    string? Payment,
    string? Refund,
    string? Part,
    OurSideView? Ours,
    TheirSideView? Theirs,
    DateTimeOffset FoundAt,
    DateTimeOffset? ClosedAt,
    string? ClosedBy)
{
    public static FindingView Of(string id, FindingContent content) => new(
        id,
        content.Kind,
        content.About.Account,
        content.About.Payment,
        content.About.Refund,
        content.About.Part,
        content.Ours is { } ours ? new OurSideView(ours.State, ours.Amount) : null,
        content.Theirs is { } theirs ? new TheirSideView(theirs.Id, theirs.Status, theirs.Amount) : null,
        content.FoundAt,
        content.ClosedAt,
        content.ClosedBy);
}

internal sealed record OurSideView(string State, Money Amount);

/// <param name="Id">The provider's id.</param>
/// <param name="Status">The provider's word.</param>
internal sealed record TheirSideView(string Id, string Status, Money Amount);
