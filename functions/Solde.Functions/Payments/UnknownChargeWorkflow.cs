using Solde.Functions.Accounts;
using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>A charge that the provider did not answer: it is looked up, at growing distances, until it is known (PAY-14).</summary>
internal static class UnknownChargeWorkflow
{
    public static string InstanceOf(string payment) => "charge-" + payment;

    public static async Task<ChargeStanding> RunAsync(TaskOrchestrationContext context, UnknownCharge charge)
    {
        foreach (var wait in charge.LookUps)
        {
            await context.CreateTimer(wait, CancellationToken.None);
            try
            {
                var standing = await context.CallActivityAsync<ChargeStanding>(nameof(UnknownChargeSteps.LookUpCharge), charge.Charge, StepRetries.Patiently);
                if (standing.State != PaymentStates.Unknown)
                    return standing;
            }
            catch (TaskFailedException)
            {
                // As good as no answer: the next look may get one, and after the last a person is told.
            }
        }
        return await context.CallActivityAsync<ChargeStanding>(nameof(UnknownChargeSteps.ReportUnknownCharge), charge.Charge, StepRetries.Patiently);
    }
}

/// <param name="LookUps">Between the looks; part of the input, so that a charge keeps the times it began with.</param>
internal sealed record UnknownCharge(ChargeRequested Charge, IReadOnlyList<TimeSpan> LookUps);

/// <param name="State">One of <see cref="PaymentStates"/>.</param>
internal sealed record ChargeStanding(string State);
