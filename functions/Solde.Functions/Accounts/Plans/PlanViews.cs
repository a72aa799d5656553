using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="State">See <see cref="PlanStates"/>.</param>
/// <param name="Subscription">The subscription whose month it is.</param>
internal sealed record PlanView(
    string Id,
    Money Amount,
    string State,
    IReadOnlyList<string> Invoices,
    DateTimeOffset CreatedAt,
    string? Subscription,
    string? CancelledBecause,
    IReadOnlyList<PlanPayer> Payers,
    IReadOnlyList<InstalmentView> Instalments)
{
    public static PlanView Of(PaymentPlan plan, Func<string, string>? meaning = null) => new(
        plan.Id,
        plan.Amount,
        plan.State,
        plan.Invoices,
        plan.CreatedAt,
        plan.Subscription,
        plan.CancelledBecause,
        plan.Payers,
        [.. plan.Instalments.Select(instalment => InstalmentView.Of(instalment, meaning))]);
}

/// <param name="NotNeeded">Of the amount, what its invoices did not need any more.</param>
/// <param name="ByCredit">Of what is not needed, what credits were applied to.</param>
/// <param name="PaymentMethod">The saved payment method; null for an offline one.</param>
/// <param name="Payment">The payment that asks, or asked, for it.</param>
/// <param name="FailureMeaning">What the code means, in the language asked for.</param>
/// <param name="NextTryAt">When it is tried again by the schedule.</param>
internal sealed record InstalmentView(
    string Id,
    string Payer,
    DateOnly DueOn,
    Money Amount,
    Money NotNeeded,
    string State,
    string Method,
    string? PaymentMethod,
    string? Payment,
    string? FailureCode,
    string? FailureMeaning,
    Money? ByCredit,
    DateTimeOffset? NextTryAt)
{
    public static InstalmentView Of(Instalment instalment, Func<string, string>? meaning) => new(
        instalment.Id,
        instalment.Payer,
        instalment.DueOn,
        instalment.Amount,
        instalment.NotNeeded,
        instalment.State,
        instalment.Method,
        instalment.PaymentMethod,
        instalment.Payment,
        instalment.FailureCode,
        instalment.FailureCode is { } code ? meaning?.Invoke(code) : null,
        instalment.ByCredit,
        instalment.Failures?.NextTryAt);
}
