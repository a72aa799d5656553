using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

internal static class UnknownChargeSteps
{
    /// <summary>Asks the provider again, under the same key: what it has is found, and what it never got is made.</summary>
    public static async Task<ChargeStanding> LookUpCharge(TaskActivityContext context, ChargeRequested charge)
    {
        var receivables = context.Services.GetRequiredService<IReceivables>();
        var payment = await FindAsync(context, charge);
        if (payment.State != PaymentStates.Unknown)
            return new ChargeStanding(payment.State);
        var outcome = await ProviderCharge.MakeAsync(charge, payment, context.Services, context.CancellationToken);
        if (outcome is null or { State: PaymentStates.Unknown })
            return new ChargeStanding(PaymentStates.Unknown);
        await receivables.ApplyOutcomeAsync(charge.Account, charge.Payment, outcome, CommandOf(context, charge));
        return new ChargeStanding((await FindAsync(context, charge)).State);
    }

    /// <summary>Tells administrators that nobody can find out, once.</summary>
    public static async Task<ChargeStanding> ReportUnknownCharge(TaskActivityContext context, ChargeRequested charge)
    {
        await context.Services.GetRequiredService<IReceivables>()
            .ReportUnknownAsync(charge.Account, charge.Payment, CommandOf(context, charge));
        return new ChargeStanding((await FindAsync(context, charge)).State);
    }

    private static async Task<RequestedPayment> FindAsync(TaskActivityContext context, ChargeRequested charge) =>
        await context.Services.GetRequiredService<IReceivables>()
            .FindPaymentAsync(charge.Organisation, charge.Account, charge.Payment, context.CancellationToken)
        ?? throw new InvalidOperationException($"There is no online payment {charge.Payment}.");

    private static Command CommandOf(TaskActivityContext context, ChargeRequested charge) =>
        Command.Of(charge.Organisation, "workflow " + UnknownChargeWorkflow.InstanceOf(charge.Payment), context);
}
