using Solde.Platform.Durable;

namespace Solde.Functions.Partners;

/// <summary>
/// One round of a delivery (PAY-16): tried at once, then at growing distances for more than a day, until the partner takes it, somebody
/// begins a new round, or no attempt is left.
/// </summary>
internal static class DeliveryWorkflow
{
    /// <summary>A step that reaches no storage is tried for some minutes: the round's own waits come after that.</summary>
    private static readonly TaskOptions Retries = new(new RetryPolicy(
        maxNumberOfAttempts: 6, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2));

    public static string InstanceOf(string delivery, int round) => $"delivery-{delivery}-{round}";

    public static async Task<DeliveryStanding> RunAsync(TaskOrchestrationContext context, DeliveryRun run)
    {
        for (var number = 1; ; number++)
        {
            var standing = await AttemptAsync(context, new DeliveryTry(run.Organisation, run.Delivery, run.Round, number));
            if (standing.IsOver)
                return standing;
            if (number > run.Waits.Count)
                break;
            await context.CreateTimer(run.Waits[number - 1], CancellationToken.None);
        }
        return await context.CallActivityAsync<DeliveryStanding>(
            nameof(DeliverySteps.GiveUpDelivery), new DeliveryTry(run.Organisation, run.Delivery, run.Round, run.Waits.Count + 1), Retries);
    }

    private static async Task<DeliveryStanding> AttemptAsync(TaskOrchestrationContext context, DeliveryTry attempt)
    {
        try
        {
            return await context.CallActivityAsync<DeliveryStanding>(nameof(DeliverySteps.AttemptDelivery), attempt, Retries);
        }
        catch (TaskFailedException)
        {
            // Our own storage is out of reach: the next attempt may find it again.
            return new DeliveryStanding(DeliveryStates.Waiting, IsOver: false);
        }
    }
}

/// <param name="Waits">Between the attempts; part of the input, so that a delivery under way keeps the times it began with.</param>
internal sealed record DeliveryRun(string Organisation, string Delivery, int Round, IReadOnlyList<TimeSpan> Waits)
{
    /// <summary>41 hours and a half in all.</summary>
    public static IReadOnlyList<TimeSpan> DefaultWaits { get; } =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(24),
    ];
}

/// <param name="Number">The attempt's place in the round, from 1.</param>
internal sealed record DeliveryTry(string Organisation, string Delivery, int Round, int Number);

/// <param name="State">One of <see cref="DeliveryStates"/>.</param>
/// <param name="IsOver">Nothing is left to do in this round: it arrived, failed, or another round has begun.</param>
internal sealed record DeliveryStanding(string State, bool IsOver);
