using Solde.Functions.Api;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A charge as the API shows it, in the reader's words; of bank accounts what may be shown (COM-12).</summary>
/// <param name="Left">What is still asked for.</param>
/// <param name="Tries">Oldest first.</param>
internal sealed record ChargeView(
    string Month,
    string Group,
    string Quota,
    int Assembly,
    string State,
    Money Amount,
    Money Paid,
    Money Left,
    IReadOnlyList<ChargePartView> Parts,
    IReadOnlyList<ChargeTryView> Tries,
    DateOnly? RetryOn)
{
    public static ChargeView Of(Charge charge, string language) => new(
        charge.Month,
        charge.Group,
        charge.Quota,
        charge.Assembly,
        charge.State,
        charge.Amount,
        charge.Paid,
        charge.Left,
        [.. charge.Parts.Select(part => new ChargePartView(part.Code, PartNames.Of(part, language), part.Amount))],
        [.. charge.Tries.Select(one => ChargeTryView.Of(one, language))],
        charge.RetryOn);
}

internal sealed record ChargePartView(string Code, string Name, Money Amount);

/// <param name="LineId">As it went out: banks echo it.</param>
/// <param name="Instead">Why it did not go by the way of the quota's rules.</param>
/// <param name="Invoice">Of the payer's billing account, where it goes there.</param>
internal sealed record ChargeTryView(
    int Number,
    string Run,
    string Channel,
    string Outlet,
    string LineId,
    DateOnly Due,
    Money Amount,
    ChargePayerView Payer,
    string? Instead,
    string? Invoice,
    TryOutcomeView? Outcome)
{
    public static ChargeTryView Of(ChargeTry one, string language) => new(
        one.Number,
        one.Run,
        one.Channel,
        one.Outlet,
        one.LineId,
        one.Due,
        one.Amount,
        ChargePayerView.Of(one.Payer),
        one.Instead,
        one.Outlet == Outlets.Account ? AccountInvoice.IdOf(one.LineId) : null,
        one.Outcome is { } outcome ? TryOutcomeView.Of(outcome, one, language) : null);
}

/// <summary>Who was asked, as he stood then.</summary>
/// <param name="BankAccount">Its number is masked.</param>
internal sealed record ChargePayerView(
    string Name,
    string Language,
    string? Email,
    IReadOnlyList<string>? Address,
    ShownBankAccount? BankAccount,
    string? Mandate,
    string? BillingAccount,
    string? PaymentMethod)
{
    public static ChargePayerView Of(ChargePayer payer) => new(
        payer.Name,
        payer.Language,
        payer.Email,
        payer.Address,
        payer.Account is { } account
            ? new ShownBankAccount(AccountNumbers.Masked(account.Number), account.Branch, account.Institution)
            : null,
        payer.Mandate,
        payer.BillingAccount,
        payer.PaymentMethod);
}

internal sealed record ShownBankAccount(string Number, string? Branch, string? Institution);

/// <param name="Meaning">For people: what the bank's code says, else the class of the failure.</param>
internal sealed record TryOutcomeView(
    string Outcome, string Code, string? Class, string? Meaning, Money Amount, DateOnly On, string Source, DateTimeOffset At)
{
    public static TryOutcomeView Of(TryOutcome outcome, ChargeTry one, string language) => new(
        outcome.Outcome,
        outcome.Code,
        outcome.Class,
        MeaningOf(outcome, one)?.In(language),
        outcome.Amount,
        outcome.On,
        outcome.Source,
        outcome.At);

    /// <summary>Each scheme has codes of its own, and a currency; the provider has one list.</summary>
    private static Text? MeaningOf(TryOutcome outcome, ChargeTry one)
    {
        if (one.Channel == Channels.DirectDebit && MandateSchemes.OfCurrency(one.Amount.Currency) is { } scheme)
            return ReturnMeanings.Of(scheme.Name, outcome.Outcome, outcome.Code);
        if (outcome.Class is null)
            return null;
        return one.Outlet == Outlets.Account && FailureCodes.Of(outcome.Code) is { } known && known.Class.Name == outcome.Class
            ? known.Meaning
            : FailureClass.All.FirstOrDefault(failure => failure.Name == outcome.Class)?.Meaning;
    }
}

/// <summary>A charge among those of its group's month, by its newest try.</summary>
internal sealed record ListedCharge(
    string Quota, string State, string Channel, string Outlet, DateOnly Due, Money Amount, Money Paid, int Tries, DateOnly? RetryOn)
{
    public static ListedCharge Of(Charge charge) => new(
        charge.Quota,
        charge.State,
        charge.Newest.Channel,
        charge.Newest.Outlet,
        charge.Newest.Due,
        charge.Amount,
        charge.Paid,
        charge.Tries.Count,
        charge.RetryOn);
}
