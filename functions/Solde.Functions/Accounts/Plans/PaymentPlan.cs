using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>An amount split into dated parts that add up to it exactly, between one payer or several (BIL-13, BIL-14).</summary>
/// <param name="Invoices">What it pays; empty where it runs ahead of any invoice.</param>
/// <param name="Subscription">The subscription whose month it is, or null.</param>
/// <param name="CancelledBecause">Why nothing more is asked for; what is charged stays.</param>
internal sealed record PaymentPlan(
    string Id,
    Money Amount,
    IReadOnlyList<string> Invoices,
    DateTimeOffset CreatedAt,
    IReadOnlyList<PlanPayer> Payers,
    IReadOnlyList<Instalment> Instalments,
    string? Subscription = null,
    [property: Personal] string? CancelledBecause = null)
{
    /// <summary>A failed instalment holds its plan open until somebody moves it, cancels it or gets it paid.</summary>
    [JsonIgnore]
    public bool IsOpen => Instalments.Any(instalment => instalment.State switch
    {
        InstalmentStates.Scheduled or InstalmentStates.Asked => true,
        InstalmentStates.Failed => CancelledBecause is null,
        _ => false,
    });

    [JsonIgnore]
    public string State => PlanStates.Of(this);

    public Instalment? Find(string id) => Instalments.FirstOrDefault(instalment => instalment.Id == id);

    public PlanPayer PayerOf(Instalment instalment) => Payers.First(payer => payer.Id == instalment.Payer);

    public PaymentPlan With(Instalment changed) =>
        this with { Instalments = [.. Instalments.Select(instalment => instalment.Id == changed.Id ? changed : instalment)] };

    public bool Shares(IReadOnlyList<string> invoices) => Invoices.Any(invoices.Contains);
}

/// <param name="Id">The payer's number in the plan, from 1.</param>
/// <param name="Name">Null where he is the account's owner.</param>
/// <param name="Email">Where his receipts and notices go; the owner's where it is null.</param>
internal sealed record PlanPayer(string Id, [property: Personal] string? Name, [property: Personal] string? Email, string? Language, Money Share);

/// <param name="Id">The instalment's number in its plan, from 1, by date.</param>
/// <param name="DueOn">A date in the organisation's time zone; see <see cref="AskOn"/> for e-cheques.</param>
/// <param name="NotNeeded">Of the amount, what need not be asked for: its invoices were paid or cancelled otherwise.</param>
/// <param name="PaymentMethod">Our id of the saved payment method; null for an offline one.</param>
/// <param name="Payment">The payment that asked for it: that it is there keeps anyone from asking twice.</param>
/// <param name="FailureCode">Why it failed, in the provider's code.</param>
/// <param name="ByCredit">Of the amount, what credits were applied to (BIL-15), part of what is not needed; null where none was.</param>
/// <param name="Failures">What its failed tries left behind; null where there was none.</param>
internal sealed record Instalment(
    string Id,
    string Payer,
    DateOnly DueOn,
    Money Amount,
    Money NotNeeded,
    string Method,
    string? PaymentMethod,
    string State,
    string? Payment = null,
    string? FailureCode = null,
    Money? ByCredit = null,
    InstalmentFailures? Failures = null)
{
    [JsonIgnore]
    public Money ToAsk => Amount - NotNeeded;

    /// <summary>The most that it can ask for: what credits were applied to comes from them.</summary>
    [JsonIgnore]
    public Money LeftByCredits => ByCredit is { } credits ? Amount - credits : Amount;

    [JsonIgnore]
    public bool IsOnline => PaymentMethod is not null;

    [JsonIgnore]
    public bool IsScheduled => State == InstalmentStates.Scheduled;

    /// <summary>Banks move e-cheques on the days on which they are open only.</summary>
    public DateOnly AskOn(BusinessCalendar calendar) => PaymentMethods.IsBankDebit(Method) ? calendar.BankDay(DueOn) : DueOn;

    /// <summary>As it waits for its day: what its invoices do not need is found out on it, what credits pay is known.</summary>
    public Instalment Waiting() => Become(InstalmentStates.Scheduled) with { NotNeeded = Amount - LeftByCredits };

    /// <exception cref="InvalidOperationException">No life of an instalment goes that way: a bug in a rule.</exception>
    public Instalment Become(string state) => State == state || InstalmentStates.CanBecome(State, state)
        ? this with { State = state }
        : throw new InvalidOperationException($"An instalment that is {State} cannot become {state}.");
}

/// <summary>An instalment as a payment names it.</summary>
internal sealed record InstalmentKey(string Plan, string Instalment);
