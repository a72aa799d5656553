using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>Reads a payout at the provider, a page of its transactions at a time, and writes down what it comes to (PAY-11).</summary>
internal static class PayoutWorkflow
{
    /// <summary>One reading for each event: each may tell something newer.</summary>
    public static string InstanceOf(string providerEvent) => "payout-" + providerEvent;

    public static async Task<PayoutReading> RunAsync(TaskOrchestrationContext context, PayoutReading reading)
    {
        do
        {
            reading = await context.CallActivityAsync<PayoutReading>(nameof(PayoutSteps.ReadPayoutLines), reading, StepRetries.Patiently);
        }
        while (reading.After is not null);
        return await context.CallActivityAsync<PayoutReading>(nameof(PayoutSteps.WritePayout), reading, StepRetries.Patiently);
    }
}

/// <param name="After">The transaction to go on after; null at the beginning and at the end.</param>
internal sealed record PayoutReading(string Payout, string? After);
