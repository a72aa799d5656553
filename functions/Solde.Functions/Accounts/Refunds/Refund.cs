using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Money given back, in one part for each way that it goes (BIL-22 to BIL-25).</summary>
/// <param name="Invoice">The invoice whose cancellation asked for it, or null.</param>
internal sealed record Refund(
    string Id, Money Amount, [property: Personal] string Reason, DateTimeOffset CreatedAt, string? Invoice, IReadOnlyList<RefundPart> Parts)
{
    [JsonIgnore]
    public bool IsUnderWay => Parts.Any(part => part.IsUnderWay);

    [JsonIgnore]
    public string State => RefundStates.Of(this);

    public RefundPart? Find(string part) => Parts.FirstOrDefault(candidate => candidate.Id == part);

    public Refund With(RefundPart part) => this with { Parts = [.. Parts.Select(known => known.Id == part.Id ? part : known)] };
}

/// <param name="Id">The part's number in its refund, from 1.</param>
/// <param name="Method">How it goes back: the payment's own method, or an offline one.</param>
/// <param name="Payment">The payment that it goes back the way of; null for a credit given back by an offline method.</param>
/// <param name="Credit">The credit note whose value it is; null where it is the payment's.</param>
/// <param name="State">See <see cref="RefundPartStates"/>.</param>
/// <param name="Intent">The provider's id of that payment, where it goes online.</param>
/// <param name="Reference">The provider's id of it.</param>
/// <param name="BankReference">By which the customer's bank can find it (BIL-25).</param>
/// <param name="FailureCode">The provider's code, where it failed.</param>
/// <param name="ArrivesBy">The day by which it should have arrived.</param>
/// <param name="GivenAs">The credit note that gave a failed part back to the account.</param>
/// <param name="ReportedAt">When administrators were told that no word of it comes.</param>
internal sealed record RefundPart(
    string Id,
    string Method,
    Money Amount,
    string? Payment,
    string? Credit,
    string State,
    string? Intent = null,
    string? Reference = null,
    string? BankReference = null,
    string? FailureCode = null,
    DateTimeOffset? SentAt = null,
    DateOnly? ArrivesBy = null,
    DateTimeOffset? SettledAt = null,
    string? GivenAs = null,
    DateTimeOffset? ReportedAt = null)
{
    [JsonIgnore]
    public bool IsOnline => PaymentMethods.IsOnline(Method);

    [JsonIgnore]
    public bool IsUnderWay => RefundPartStates.IsUnderWay(State);

    /// <summary>It counts against what its payment can still take back.</summary>
    [JsonIgnore]
    public bool HoldsItsWay => Payment is not null && State is not (RefundPartStates.Failed or RefundPartStates.Cancelled);
}
