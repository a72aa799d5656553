using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Payments;

/// <summary>What one side has and the other has not, or has otherwise. The same one found again is the same finding.</summary>
internal sealed record Finding : IAggregate<Finding>
{
    public static string Table => "Findings";

    public static string Kind => "finding";

    public required string Id { get; init; }

    public FindingContent? Content { get; init; }

    public bool Exists => Content is not null;

    /// <summary>One for each payment or part of a refund, and object of the provider.</summary>
    public static string IdOf(OnlineMovement about, string? providersId) => "fnd_" + IdempotencyKey.Digest(
        $"{about.Account}\n{about.Payment}\n{about.Refund}\n{about.Part}\n{providersId}")[..32];

    public static Finding FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Content = rows.Get(Row.Head, ComparisonRows.Default.FindingContent),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Content!, ComparisonRows.Default.FindingContent);
    }
}

/// <param name="Kind">See <see cref="FindingKinds"/>.</param>
/// <param name="Ours">Null where we have nothing.</param>
/// <param name="Theirs">Null where the provider has nothing.</param>
/// <param name="FoundIn">The newest comparison that found it.</param>
/// <param name="ClosedAt">Null while it is open.</param>
/// <param name="ClosedBy">The comparison that did not find it any more, or the key of who put it right.</param>
internal sealed record FindingContent(
    string Kind,
    OnlineMovement About,
    OurSide? Ours,
    TheirSide? Theirs,
    string FoundIn,
    DateTimeOffset FoundAt,
    DateTimeOffset? ClosedAt = null,
    string? ClosedBy = null);

/// <param name="State">One of <see cref="PaymentStates"/> or <see cref="RefundPartStates"/>.</param>
/// <param name="ProvidersId">The provider's id as we know it; null where it never told one.</param>
internal sealed record OurSide(string State, Money Amount, string? ProvidersId, DateTimeOffset AskedAt);

/// <param name="Status">The provider's word.</param>
/// <param name="State">The same in our words; null where it says nothing of money yet.</param>
internal sealed record TheirSide(string Id, string Status, string? State, Money Amount);

internal static class FindingKinds
{
    public const string MissingHere = "missing_here";
    public const string MissingThere = "missing_there";
    public const string StateDiffers = "state_differs";
    public const string AmountDiffers = "amount_differs";

    public static readonly IReadOnlyList<string> All = [MissingHere, MissingThere, StateDiffers, AmountDiffers];
}
