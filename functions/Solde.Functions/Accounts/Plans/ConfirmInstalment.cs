using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>The desk has a cheque of a plan in its hands, on its day or later: that records its payment (BIL-13).</summary>
internal static class ConfirmInstalment
{
    /// <param name="Note">Such as the cheque's number.</param>
    public sealed record Request(string? Note = null);

    public static async Task<Answer> Handle(
        string account,
        string plan,
        string instalment,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Text("note", request.Note, FieldErrors.NoteLength, needed: false);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var confirmation = new Confirmation(
            IdempotencyKey.NewId("pay"), new InstalmentKey(plan, instalment), request.Note, command.Organisation, clock.GetUtcNow());
        return await accounts.ChangeAsync(account, command, current => Decide(current, confirmation, profile));
    }

    /// <param name="Payment">The id that its payment gets.</param>
    internal sealed record Confirmation(string Payment, InstalmentKey Instalment, string? Note, string Organisation, DateTimeOffset At);

    internal static Decision<Account> Decide(Account account, Confirmation confirmation, OrganisationProfile profile)
    {
        var key = confirmation.Instalment;
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(plans: [key.Plan]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Plans.TryGetValue(key.Plan, out var plan) || plan.Find(key.Instalment) is not { } instalment)
            return CommonRefusals.NotFound;
        if (instalment.IsOnline)
            return PlanRefusals.NotOffline.With(instalment.Method);
        if (!instalment.IsScheduled)
            return PlanRefusals.NotOpen.With(instalment.State);
        var today = profile.Calendar.Today(confirmation.At);
        if (instalment.DueOn > today)
            return PlanRefusals.NotDueYet.With(instalment.DueOn.ToString("yyyy-MM-dd"));

        var payment = new Payment(
            confirmation.Payment,
            instalment.Method,
            instalment.ToAsk,
            PaymentStates.Recorded,
            today,
            confirmation.At,
            plan.PayerOf(instalment).Name,
            confirmation.Note,
            plan.Invoices,
            [],
            null,
            Instalments: [key]);
        var named = account.With(plan.With(instalment with { Payment = payment.Id }));
        return RecordPayment.Decide(named, payment, confirmation.Organisation, profile.Settings.AllocationOrder, today);
    }
}
