using System.Text.Json.Serialization;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a quota is asked for in one month, whole in a row: what it is made of, by which ways it was asked for, what came of it.</summary>
internal sealed record Charge
{
    /// <summary>Such as <c>2026-04</c>: the month of the assembly.</summary>
    public required string Month { get; init; }

    public required string Group { get; init; }

    public required string Quota { get; init; }

    /// <summary>The assembly's number.</summary>
    public required int Assembly { get; init; }

    /// <summary>They add up to the amount.</summary>
    public required IReadOnlyList<ChargePart> Parts { get; init; }

    public required Money Amount { get; init; }

    /// <summary>One of <see cref="ChargeStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>What arrived and stayed; zero at first.</summary>
    public required Money Paid { get; init; }

    /// <summary>Oldest first; there is always one.</summary>
    public required IReadOnlyList<ChargeTry> Tries { get; init; }

    /// <summary>The day on which it is asked for again; null for none.</summary>
    public DateOnly? RetryOn { get; init; }

    /// <summary>The order by which what it said of people was erased; null while it is as it was. It changes no more then.</summary>
    public string? ErasedBy { get; init; }

    [JsonIgnore]
    public Money Left => Amount - Paid;

    [JsonIgnore]
    public ChargeTry Newest => Tries[^1];

    /// <summary>Nothing of it is asked for, or will be. An invoice on a billing account is, until it is paid or taken back.</summary>
    [JsonIgnore]
    public bool IsClosed => RetryOn is null && State switch
    {
        ChargeStates.Paid or ChargeStates.Cancelled => true,
        ChargeStates.Open => false,
        _ => Tries[0].Outlet != Outlets.Account
            && Newest.Outcome is { Outcome: not (ReturnOutcomes.Accepted or ReturnOutcomes.CancellationRefused) },
    };

    /// <summary>The row's version as it was read.</summary>
    [JsonIgnore]
    public ETag Guard { get; init; }

    /// <summary>The try of a run for an outlet, which that run's file holds; null for none.</summary>
    public ChargeTry? TryOf(string run, string outlet) => Tries.FirstOrDefault(one => one.Run == run && one.Outlet == outlet);

    public Charge With(ChargeTry changed) => this with { Tries = [.. Tries.Select(one => one.Number == changed.Number ? changed : one)] };
}

/// <param name="Code">One of <see cref="ChargeParts"/>'s, or <c>insurance.{plan}.{part}</c>.</param>
/// <param name="Name">Of an insurance part, as the group's plan calls it; null for the others, which every language has a word for.</param>
internal sealed record ChargePart(string Code, Money Amount, string? Name = null);

internal static class ChargeStates
{
    /// <summary>It was asked for, or will be with the run's files, and nothing came yet.</summary>
    public const string Open = "open";

    public const string Paid = "paid";

    /// <summary>Less than the amount arrived.</summary>
    public const string PaidInPart = "paid_in_part";

    public const string Failed = "failed";

    /// <summary>Taken back before it was collected.</summary>
    public const string Cancelled = "cancelled";

    public static readonly IReadOnlyList<string> All = [Open, Paid, PaidInPart, Failed, Cancelled];
}

/// <summary>One time that a charge was asked for. What stood in the file is kept, so that the file can be made again.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Run">Whose files it goes out with.</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Outlet">Where it goes out: see <see cref="Outlets"/>.</param>
/// <param name="LineId">See <see cref="ChargeLine"/>.</param>
/// <param name="Due">When it is to be collected, or paid.</param>
/// <param name="Instead">Why it did not go by the way that its rules would give; null where it did.</param>
/// <param name="Outcome">What came of it; null for nothing yet.</param>
internal sealed record ChargeTry(
    int Number,
    string Run,
    string Channel,
    string Outlet,
    string LineId,
    DateOnly Due,
    Money Amount,
    ChargePayer Payer,
    string? Instead = null,
    TryOutcome? Outcome = null);

/// <summary>Who was asked, as the outlet needs it.</summary>
/// <param name="TaxId">Digits only.</param>
/// <param name="Address">Of a slip by post: its lines.</param>
/// <param name="Account">Direct debits: the bank account in its scheme's words.</param>
/// <param name="Mandate">Direct debits: its id.</param>
/// <param name="BillingAccount">Electronic payments: the billing account that is charged.</param>
/// <param name="PaymentMethod">By card: the id of the saved payment method.</param>
internal sealed record ChargePayer(
    [property: Personal] string Name,
    string Language,
    [property: Personal] string? TaxId = null,
    [property: Personal] string? Email = null,
    [property: Personal] IReadOnlyList<string>? Address = null,
    BankAccount? Account = null,
    string? Mandate = null,
    string? MandateReference = null,
    DateOnly? MandateSignedOn = null,
    string? BillingAccount = null,
    string? PaymentMethod = null);

/// <summary>What came of one try.</summary>
/// <param name="Outcome">One of <see cref="ReturnOutcomes"/>.</param>
/// <param name="Code">The bank's or the provider's; empty where there was none.</param>
/// <param name="Class">The code of a <see cref="Failures.FailureClass"/>; null where it did not fail.</param>
/// <param name="Amount">What arrived.</param>
/// <param name="On">The day of the debit or of the refusal.</param>
/// <param name="Source">The return file and the line in it, or the payment.</param>
internal sealed record TryOutcome(
    string Outcome, string Code, string? Class, Money Amount, DateOnly On, string Source, DateTimeOffset At);

/// <summary>The ways by which a charge is collected (DEB-17).</summary>
internal static class Channels
{
    public const string DirectDebit = "direct_debit";

    /// <summary>The card on file, through the payment provider.</summary>
    public const string Card = "card";

    /// <summary>An invoice on the member's billing account, which he pays as he likes.</summary>
    public const string Electronic = "electronic";

    public const string SlipByEmail = "slip_by_email";
    public const string SlipByPost = "slip_by_post";

    /// <summary>Kept from money that the organisation has to give back: nobody is asked.</summary>
    public const string Withheld = "withheld";

    public static readonly IReadOnlyList<string> All = [DirectDebit, Card, Electronic, SlipByEmail, SlipByPost, Withheld];
}

/// <summary>Where charges go out. Those with a prefix have files with numbers of their own. An outlet is an id: it stands in addresses.</summary>
internal static class Outlets
{
    public const string BankPrefix = "bank-";
    public const string EmailPrefix = "email-";
    public const string PrintPrefix = "print-";

    /// <summary>The member's billing account: there is no file.</summary>
    public const string Account = "account";

    /// <summary>Nothing goes out.</summary>
    public const string None = "none";

    public static string Bank(BankAgreement agreement) => BankPrefix + agreement.Id;

    public static string Email(CollectionAgent agent) => EmailPrefix + agent.Code;

    /// <summary>Without an agent the organisation prints for itself.</summary>
    public static string Print(CollectionAgent? agent) => PrintPrefix + (agent?.Code ?? "own");

    public static bool HasFiles(string outlet) => outlet is not (Account or None);

    /// <summary>Null where it is no bank's.</summary>
    public static string? AgreementOf(string outlet) =>
        outlet.StartsWith(BankPrefix, StringComparison.Ordinal) ? outlet[BankPrefix.Length..] : null;
}
