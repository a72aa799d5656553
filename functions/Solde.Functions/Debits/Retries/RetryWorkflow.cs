using Solde.Platform.Durable;

namespace Solde.Functions.Debits;

/// <summary>
/// A run that asks again for what failed (DEB-22): it goes through the groups and months that have something due, then it is finished as a
/// month's run is. That nothing is asked for twice is for the steps.
/// </summary>
internal static class RetryWorkflow
{
    private const int StepsALife = 20;

    public static async Task<string> RunAsync(TaskOrchestrationContext context, RunLife life)
    {
        try
        {
            for (var step = 0; step < StepsALife && !life.Cursor.IsAtEnd; step++)
            {
                var places = await context.CallActivityAsync<RetriedPlaces>(
                    nameof(RetrySteps.RetryPlaces),
                    new PlacesAfter(life.Organisation, life.Run, life.Cursor.LastGroup),
                    RunWorkflow.Retries);
                life = life with
                {
                    Cursor = new RunCursor(places.Last, places.IsEnd, []),
                    Totals = life.Totals + places.Totals,
                };
                var standing = await context.CallActivityAsync<RunStanding>(nameof(RunSteps.TellProgress), life, RunWorkflow.Retries);
                if (standing.State != RunStates.Charging)
                    return standing.State;
            }
            if (!life.Cursor.IsAtEnd)
            {
                context.ContinueAsNew(life);
                return RunStates.Charging;
            }
            return await RunWorkflow.FinishAsync(context, life);
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync(nameof(RunSteps.InterruptRun), life, RunWorkflow.Retries);
            return RunStates.Interrupted;
        }
    }
}

/// <param name="After">See <see cref="RetrySteps.KeyOf"/>; null for the first.</param>
internal sealed record PlacesAfter(string Organisation, string Run, string? After);

/// <param name="Last">The last that is through.</param>
/// <param name="Totals">Of all that the run has asked for there, by this try or by an earlier one.</param>
internal sealed record RetriedPlaces(string? Last, bool IsEnd, RunTotals Totals);
