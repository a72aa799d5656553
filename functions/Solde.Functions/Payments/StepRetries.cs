using Solde.Platform.Durable;

namespace Solde.Functions.Payments;

/// <summary>How often a workflow tries a step whose storage or provider is out of reach: a good three hours, then it fails.</summary>
internal static class StepRetries
{
    public static TaskOptions Patiently { get; } = new(new RetryPolicy(
        maxNumberOfAttempts: 12, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));
}
