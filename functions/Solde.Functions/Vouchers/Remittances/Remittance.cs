using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A batch of vouchers that a company hands in for reimbursement: electronic ones as requests to their wallets, paper ones counted.
/// </summary>
/// <param name="Kind">See <see cref="RemittanceKinds"/>.</param>
/// <param name="State">See <see cref="RemittanceStates"/>.</param>
/// <param name="Parts">So many parts its wish has; none on paper.</param>
/// <param name="Answered">So many of them were asked.</param>
/// <param name="ToReimburse">So many of them took something up.</param>
/// <param name="Reimbursed">So many of these know that they are reimbursed.</param>
/// <param name="Services">From which vouchers were taken up.</param>
/// <param name="AskedAt">When the last wallet had answered; for paper, when it was made.</param>
/// <param name="Envelope">What is written on it; paper only.</param>
/// <param name="PickUp">The carrier's collection that it waits for, or went with; paper only.</param>
/// <param name="ReimbursedOn">The day on which the issuer says that he paid.</param>
/// <param name="ReimbursedAt">When we were told so.</param>
internal sealed record Remittance(
    string Id,
    string Kind,
    string State,
    DateTimeOffset MadeAt,
    int Parts,
    int Answered,
    int ToReimburse,
    int Reimbursed,
    int Services,
    int Vouchers,
    Money Amount,
    DateTimeOffset? AskedAt = null,
    [property: Personal] string? Envelope = null,
    string? PickUp = null,
    DateOnly? ReimbursedOn = null,
    DateTimeOffset? ReimbursedAt = null)
{
    [JsonIgnore]
    public bool IsOpen => State is not (RemittanceStates.Empty or RemittanceStates.Reimbursed);

    public static Remittance Electronic(string id, int parts, VoucherMoment moment) => new(
        id, RemittanceKinds.Electronic, RemittanceStates.Gathering, moment.Now, parts, 0, 0, 0, 0, 0, Money.Zero(moment.Profile.Currency));

    public static Remittance Paper(string id, int vouchers, Money amount, string? envelope, VoucherMoment moment) => new(
        id, RemittanceKinds.Paper, RemittanceStates.Prepared, moment.Now, 0, 0, 0, 0, 0, vouchers, amount, moment.Now, envelope);

    /// <summary>One more part was asked, and so much of it taken up; after the last it is asked, or empty.</summary>
    public Remittance With(TakenPart taken, DateTimeOffset now)
    {
        var after = this with
        {
            Answered = Answered + 1,
            ToReimburse = ToReimburse + (taken.Services.Count > 0 ? 1 : 0),
            Services = Services + taken.Services.Count,
            Vouchers = Vouchers + taken.Services.Sum(service => service.Vouchers),
            Amount = taken.Services.Aggregate(Amount, (sum, service) => sum + service.Amount),
        };
        return after.Answered < after.Parts
            ? after
            : after with { State = after.Vouchers == 0 ? RemittanceStates.Empty : RemittanceStates.Asked, AskedAt = now };
    }

    /// <summary>The issuer paid; where wallets must know, it is done when all of them do.</summary>
    public Remittance PaidOn(DateOnly day, DateTimeOffset now) => this with
    {
        State = ToReimburse == 0 ? RemittanceStates.Reimbursed : RemittanceStates.Reimbursing,
        ReimbursedOn = day,
        ReimbursedAt = now,
    };

    public Remittance OneMoreReimbursed() => this with
    {
        Reimbursed = Reimbursed + 1,
        State = Reimbursed + 1 == ToReimburse ? RemittanceStates.Reimbursed : State,
    };
}

internal static class RemittanceKinds
{
    public const string Electronic = "electronic";
    public const string Paper = "paper";

    public static readonly IReadOnlyList<string> All = [Electronic, Paper];
}

/// <summary>
/// Electronic: gathering, then asked (or empty), reimbursing, reimbursed. On paper: prepared, handed in with a pick-up, reimbursed; what
/// is brought by hand is reimbursed without one.
/// </summary>
internal static class RemittanceStates
{
    /// <summary>Its wallets are being asked.</summary>
    public const string Gathering = "gathering";

    /// <summary>All wallets were asked; the issuer has its vouchers.</summary>
    public const string Asked = "asked";

    /// <summary>All wallets were asked and nothing was left in them: another remittance was faster.</summary>
    public const string Empty = "empty";

    /// <summary>Paper, and still at the company.</summary>
    public const string Prepared = "prepared";

    /// <summary>The carrier has it.</summary>
    public const string HandedIn = "handed_in";

    /// <summary>The issuer paid, and the wallets are being told.</summary>
    public const string Reimbursing = "reimbursing";

    public const string Reimbursed = "reimbursed";

    public static readonly IReadOnlyList<string> All = [Gathering, Asked, Empty, Prepared, HandedIn, Reimbursing, Reimbursed];
}
