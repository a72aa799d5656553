using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>A credit note: value that the organisation owes the account (BIL-16).</summary>
/// <param name="Kind">Why there is one, see <see cref="CreditKinds"/>.</param>
/// <param name="From">The payments whose money it is; a refund goes back to them first.</param>
/// <param name="Origin">The invoice, refund or credit that it came of, or null for one made by hand.</param>
/// <param name="Refunded">What refunds took for good.</param>
/// <param name="Reserved">What refunds under way hold.</param>
/// <param name="Moved">What went to other accounts.</param>
/// <param name="RefundFailure">The refund that was to bring it to the payer and did not; null where none failed.</param>
internal sealed record Credit(
    string Id,
    string Kind,
    Money Amount,
    [property: Personal] string Reason,
    DateOnly IssuedOn,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> From,
    string? Origin,
    IReadOnlyList<Allocation> Allocations,
    Money Refunded,
    Money Reserved,
    Money Moved,
    DateTimeOffset? VoidedAt = null,
    RefundFailure? RefundFailure = null) : IFunds
{
    public static Credit New(
        string id, string kind, Money amount, string reason, DateOnly issuedOn, DateTimeOffset at, IReadOnlyList<string> from, string? origin)
    {
        var zero = Money.Zero(amount.Currency);
        return new Credit(id, kind, amount, reason, issuedOn, at, from, origin, [], zero, zero, zero);
    }

    [JsonIgnore]
    public DateOnly Since => IssuedOn;

    [JsonIgnore]
    public IReadOnlyList<string> For => [];

    [JsonIgnore]
    public Money Allocated => Allocations.Aggregate(Money.Zero(Amount.Currency), (sum, allocation) => sum + allocation.Amount);

    /// <summary>What it gave the account: nothing once it is voided, less what went to another.</summary>
    [JsonIgnore]
    public Money Value => VoidedAt is null ? Amount - Moved : Money.Zero(Amount.Currency);

    /// <summary>What can still be used.</summary>
    [JsonIgnore]
    public Money Left => Value - Allocated - Refunded - Reserved;

    [JsonIgnore]
    public Money Unapplied => Left;

    [JsonIgnore]
    public Money Unplaced => Left;

    /// <summary>What the payer was to get, did not, and has not got otherwise since (PAY-05).</summary>
    [JsonIgnore]
    public Money ToRefundAgain => RefundFailure is { } failure ? Money.Min(failure.Owed, Left) : Money.Zero(Amount.Currency);

    /// <summary>Nothing of it went anywhere yet.</summary>
    [JsonIgnore]
    public bool IsUnused => Left == Amount;

    [JsonIgnore]
    public bool IsOpen => Left.IsPositive || Reserved.IsPositive;

    public IFunds With(IReadOnlyList<Allocation> allocations) => this with { Allocations = allocations };
}

internal static class CreditKinds
{
    /// <summary>Made by hand, with a reason.</summary>
    public const string Goodwill = "goodwill";

    /// <summary>What a cancelled invoice had been paid.</summary>
    public const string Cancellation = "cancellation";

    /// <summary>A cheaper activity took the place of a dearer one.</summary>
    public const string Substitution = "substitution";

    /// <summary>What a refund could not bring back to the payer.</summary>
    public const string FailedRefund = "failed_refund";

    /// <summary>Moved here from another account.</summary>
    public const string Transfer = "transfer";

    /// <summary>What is owed and will not be asked for any more.</summary>
    public const string WriteOff = "write_off";
}
