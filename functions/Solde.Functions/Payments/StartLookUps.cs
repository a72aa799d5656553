using Solde.Functions.Accounts;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>Starts the looking up of a charge that the provider did not answer.</summary>
internal static class StartLookUps
{
    public static Task HandleAsync(ChargeUnknown message, MessageContext context) =>
        context.Services.GetRequiredService<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
            nameof(UnknownChargeWorkflow),
            UnknownChargeWorkflow.InstanceOf(message.Payment),
            new UnknownCharge(new ChargeRequested(message.Organisation, message.Account, message.Payment), LookUpTimes.AfterNoAnswer),
            PaymentsJson.Default.UnknownCharge,
            cancellationToken: context.CancellationToken);
}
