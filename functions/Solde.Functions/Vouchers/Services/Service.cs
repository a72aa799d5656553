using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A service that a company's worker did for the user, for so many vouchers. User and company validate it side by side
/// (VOU-02); once both are done it waits for vouchers and leaves the open rows.
/// </summary>
/// <param name="Vouchers">How many it needs.</param>
/// <param name="EncodedBy">See <see cref="Encoders"/>.</param>
/// <param name="SilenceCounts">False from a contest or a correction on (VOU-04).</param>
/// <param name="Rounds">Who did what, when and why, oldest first.</param>
/// <param name="Parts">The trail: every allocation with its reimbursement, oldest first (VOU-09).</param>
/// <param name="ReadyAt">Since when both are done; null in validation.</param>
internal sealed record Service(
    string Id,
    string Company,
    Worker? Worker,
    DateOnly PerformedOn,
    int Vouchers,
    string EncodedBy,
    DateTimeOffset EncodedAt,
    Side User,
    Side CompanySide,
    bool SilenceCounts,
    IReadOnlyList<Round> Rounds,
    IReadOnlyList<Part> Parts,
    DateTimeOffset? ReadyAt = null,
    DateTimeOffset? WithdrawnAt = null)
{
    /// <summary>More rounds than this are no validation any more but a quarrel, and would make the document ever longer.</summary>
    public const int MaxRounds = 100;

    [JsonIgnore]
    public bool IsInValidation => ReadyAt is null && WithdrawnAt is null;

    [JsonIgnore]
    public bool BothAreDone => User.IsDone && CompanySide.IsDone;

    [JsonIgnore]
    public int Allocated => Parts.Sum(part => part.Count);

    [JsonIgnore]
    public int Missing => Vouchers - Allocated;

    /// <summary>For vouchers.</summary>
    [JsonIgnore]
    public bool IsWaiting => ReadyAt is not null && WithdrawnAt is null && Missing > 0;

    /// <summary>Once both are done it waits for vouchers from then on (VOU-03).</summary>
    public Service Readied(DateTimeOffset now) => BothAreDone && ReadyAt is null ? this with { ReadyAt = now } : this;

    [JsonIgnore]
    public string State => ServiceStates.Of(this);

    /// <summary>Nothing can happen to it any more.</summary>
    [JsonIgnore]
    public bool IsOver => WithdrawnAt is not null || (Missing == 0 && Parts.All(part => part.ReimbursedAt is not null));

    /// <summary>Vouchers allocated whose reimbursement was not asked for yet.</summary>
    [JsonIgnore]
    public IEnumerable<Part> PartsToAsk => Parts.Where(part => part.AskedIn is null);
}

/// <summary>Who did it, as far as the company says.</summary>
internal sealed record Worker([property: Personal] string? Name, [property: Personal] string? Reference);

/// <summary>One side of the validation.</summary>
/// <param name="State">See <see cref="SideStates"/>.</param>
/// <param name="By">Silence counts from this instant on; null where its delay has not begun.</param>
/// <param name="At">When it was done or contested.</param>
/// <param name="BySilence">Its delay passed without a word.</param>
internal sealed record Side(string State, DateTimeOffset? By, DateTimeOffset? At = null, bool BySilence = false)
{
    [JsonIgnore]
    public bool IsDone => State == SideStates.Done;

    [JsonIgnore]
    public bool IsPending => State == SideStates.Pending;

    public Side Done(DateTimeOffset at, bool bySilence = false) => this with { State = SideStates.Done, At = at, BySilence = bySilence };

    public Side Again() => this with { State = SideStates.Pending, At = null, BySilence = false };
}

/// <param name="Act">See <see cref="RoundActs"/>.</param>
/// <param name="By">user, company or worker.</param>
/// <param name="Vouchers">As many as it needs from this round on; null where the round changes nothing of it.</param>
internal sealed record Round(
    string Act,
    string By,
    DateTimeOffset At,
    [property: Personal] string? Reason = null,
    bool BySilence = false,
    int? Vouchers = null,
    DateOnly? PerformedOn = null);

/// <summary>One allocation and what became of it: asked for and reimbursed as a whole (VOU-07).</summary>
/// <param name="Number">1 for the service's first.</param>
/// <param name="AskedIn">The remittance; null before it is asked for.</param>
/// <param name="ReimbursedAt">When we were told of it; the money came on <paramref name="ReimbursedOn"/>.</param>
internal sealed record Part(
    int Number,
    DateTimeOffset At,
    IReadOnlyList<VoucherRun> Vouchers,
    string? AskedIn = null,
    DateTimeOffset? AskedAt = null,
    DateTimeOffset? ReimbursedAt = null,
    DateOnly? ReimbursedOn = null)
{
    [JsonIgnore]
    public int Count => Vouchers.Sum(run => run.Count);

    [JsonIgnore]
    public Money Amount => Vouchers.Aggregate(Money.Zero(Vouchers[0].Value.Currency), (sum, run) => sum + run.Amount);
}

/// <summary>Vouchers of one lot with consecutive numbers.</summary>
/// <param name="From">The first number.</param>
internal sealed record VoucherRun(string Lot, long From, int Count, Money Value, DateOnly ExpiresOn)
{
    [JsonIgnore]
    public Money Amount => new(checked(Value.Minor * Count), Value.Currency);

    [JsonIgnore]
    public long Last => From + Count - 1;

    public bool Holds(long number) => number >= From && number <= Last;
}
