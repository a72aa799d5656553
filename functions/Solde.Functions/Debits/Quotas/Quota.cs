using System.Globalization;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// A member's part in a group, whole: one row, so that a month's run reads a thousand of them with one query.
/// </summary>
internal sealed record Quota
{
    public required string Group { get; init; }

    public required int Number { get; init; }

    /// <summary>Rises each time the quota passes to another member.</summary>
    public required int Version { get; init; }

    public required Member Member { get; init; }

    /// <summary>What the percentages of the group's plan are of.</summary>
    public required Money Credit { get; init; }

    /// <summary>One of <see cref="QuotaStates"/>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>All that was ever said of its rules, in that order.</summary>
    public IReadOnlyList<RuleEntry> Rules { get; init; } = [];

    public IReadOnlyList<MemberAccount> BankAccounts { get; init; } = [];

    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    /// <summary>The claim that cancelled its insurance; null for none.</summary>
    public InsuranceClaim? Claim { get; init; }

    /// <summary>What its member gets back when it is cancelled or its group has ended, as is left of it; null where that was never said.</summary>
    public Money? GivesBack { get; init; }

    /// <summary>What was kept of that, oldest first.</summary>
    public IReadOnlyList<Withheld> Withheld { get; init; } = [];

    /// <summary>The number of its newest journal entry.</summary>
    [JsonIgnore]
    public long Sequence { get; init; }

    /// <summary>What it said of people is erased, or being erased: it changes no more.</summary>
    [JsonIgnore]
    public bool IsErased { get; init; }

    [JsonIgnore]
    public string Id => IdOf(Number, Version);

    [JsonIgnore]
    public string ETag => $"\"{Sequence}\"";

    /// <summary>The one it has once the change that is being decided is committed.</summary>
    [JsonIgnore]
    public string NextETag => $"\"{Sequence + 1}\"";

    /// <summary>Zeros in front, so that quotas sort as they count.</summary>
    public static string IdOf(int number, int version) =>
        number.ToString("D6", CultureInfo.InvariantCulture) + "-" + version.ToString("D2", CultureInfo.InvariantCulture);

    /// <summary>
    /// Its member has left, nothing is to be given back to him, and neither a bank nor time has anything more to do with his mandates.
    /// </summary>
    [JsonIgnore]
    public bool IsAtRest => GivesNothingBack && Mandates.All(
        mandate => mandate.OnItsWay is null && MandateRule.Owes(mandate) is null && MandateRule.NextDay(mandate) is null);

    /// <summary>What a cancelled one gives back is still to be said where nobody has said it.</summary>
    private bool GivesNothingBack => State switch
    {
        QuotaStates.Ended => GivesBack is not { IsPositive: true },
        QuotaStates.Cancelled => GivesBack is { IsPositive: false },
        _ => false,
    };

    public RuleValue? ValueOn(RuleKind kind, DateOnly date, DateTimeOffset? knownAt = null, string? slot = null) =>
        RuleTimeline.ValueOn(Rules, kind, date, knownAt, slot);

    public IReadOnlyList<RulePeriod> PeriodsOf(RuleKind kind, string? slot = null) => RuleTimeline.PeriodsOf(Rules, kind, null, slot);

    public MemberAccount? BankAccount(string? id) => BankAccounts.FirstOrDefault(account => account.Id == id);

    public Mandate? Mandate(string id) => Mandates.FirstOrDefault(mandate => mandate.Id == id);

    public Quota With(Mandate mandate) =>
        this with { Mandates = [.. Mandates.Select(known => known.Id == mandate.Id ? mandate : known)] };

    /// <summary>Another entry, known a moment later than the last: clocks of two processes differ a little.</summary>
    public Quota Say(RuleEntry entry)
    {
        var last = Rules.Count == 0 ? DateTimeOffset.MinValue : Rules[^1].At;
        var at = entry.At > last ? entry.At : last.AddTicks(1);
        return this with { Rules = [.. Rules, entry with { Number = Rules.Count + 1, At = at }] };
    }

    /// <summary>As the journal and the API may show it: bank account numbers masked (COM-12).</summary>
    public Quota Masked() => this with { BankAccounts = [.. BankAccounts.Select(account => account.Masked())] };
}

/// <param name="TaxId">Of the member's country; null where it is not known.</param>
/// <param name="Account">His billing account; null where he has none.</param>
internal sealed record Member(
    [property: Personal] string Name,
    string Language,
    [property: Personal] string? Email = null,
    [property: Personal] string? TaxId = null,
    [property: Personal] string? PostalAddress = null,
    string? Account = null);

internal static class QuotaStates
{
    public const string Active = "active";

    /// <summary>It left the group before its time, and waits for what it gets back.</summary>
    public const string Cancelled = "cancelled";

    public const string Ended = "ended";

    public static readonly IReadOnlyList<string> All = [Active, Cancelled, Ended];
}

/// <param name="On">The day from which its insurance counts no more.</param>
internal sealed record InsuranceClaim(DateOnly On, [property: Personal] string Reason, string By, DateTimeOffset At);
