using Solde.Platform.Durable;

namespace Solde.Functions.Debits;

/// <summary>
/// A month's run (DEB-18): it goes through the groups in waves, a page of quotas of several groups at once, says after each wave how far it is
/// and asks whether it is to stop, and has the files written when all quotas are through. It begins anew with an empty history every few waves,
/// so it does not grow with the quotas (DEB-19). What is charged, and that nothing is twice, is for the steps.
/// </summary>
internal static class RunWorkflow
{
    /// <summary>So many groups are gone through side by side.</summary>
    public const int Width = 4;

    private const int WavesALife = 12;

    /// <summary>Each holds a page of charges and a block of its file.</summary>
    private const int FilesAtOnce = 2;

    /// <summary>A step that reaches no storage is tried for a day; then the run is interrupted, and a person resumes it.</summary>
    internal static readonly TaskOptions Retries = new(new RetryPolicy(
        maxNumberOfAttempts: 30,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    public static string InstanceOf(string run, int leg) => $"debit-run-{run}-{leg}";

    public static async Task<string> RunAsync(TaskOrchestrationContext context, RunLife life)
    {
        try
        {
            for (var wave = 0; wave < WavesALife && !life.Cursor.IsAtEnd; wave++)
            {
                life = await GoOnAsync(context, life);
                var standing = await context.CallActivityAsync<RunStanding>(nameof(RunSteps.TellProgress), life, Retries);
                context.SetCustomStatus(life.Totals);
                if (standing.State != RunStates.Charging)
                    return standing.State;
            }
            if (!life.Cursor.IsAtEnd)
            {
                context.ContinueAsNew(life);
                return RunStates.Charging;
            }
            return await FinishAsync(context, life);
        }
        catch (TaskFailedException)
        {
            await context.CallActivityAsync(nameof(RunSteps.InterruptRun), life, Retries);
            return RunStates.Interrupted;
        }
    }

    private static async Task<RunLife> GoOnAsync(TaskOrchestrationContext context, RunLife life)
    {
        var cursor = life.Cursor;
        if (!cursor.IsLastGroup && cursor.Lanes.Count < Width)
        {
            var ask = new GroupsAfter(life.Organisation, cursor.LastGroup, Width - cursor.Lanes.Count);
            var groups = await context.CallActivityAsync<NextGroups>(nameof(RunSteps.NameGroups), ask, Retries);
            cursor = cursor with
            {
                LastGroup = groups.Ids.Count == 0 ? cursor.LastGroup : groups.Ids[^1],
                IsLastGroup = groups.Ids.Count < ask.Count,
                Lanes = [.. cursor.Lanes, .. groups.Ids.Select(group => new RunLane(group, null))],
            };
        }
        var pages = await Task.WhenAll(cursor.Lanes.Select(lane => context.CallActivityAsync<ChargedPage>(
            nameof(RunSteps.ChargePage), new PageOfRun(life.Organisation, life.Run, life.Month, life.IsDryRun, lane), Retries)));
        return life with
        {
            Cursor = cursor with { Lanes = [.. pages.Select(page => page.Next).OfType<RunLane>()] },
            Totals = pages.Aggregate(life.Totals, (sum, page) => sum + page.Totals),
        };
    }

    /// <summary>Of a retry, too.</summary>
    internal static async Task<string> FinishAsync(TaskOrchestrationContext context, RunLife life)
    {
        if (!life.IsDryRun)
        {
            await context.CallActivityAsync(nameof(RunSteps.BeginFiles), life, Retries);
            foreach (var some in life.Totals.ByOutlet.Select(total => total.Outlet).Where(Outlets.HasFiles).Distinct().Chunk(FilesAtOnce))
            {
                await Task.WhenAll(some.Select(outlet => context.CallActivityAsync(
                    nameof(RunSteps.WriteFiles), new FilesOfRun(life.Organisation, life.Run, outlet), Retries)));
            }
        }
        await context.CallActivityAsync(nameof(RunSteps.CompleteRun), life, Retries);
        return RunStates.Completed;
    }
}

/// <summary>Where a run stands between two lives of its workflow.</summary>
/// <param name="Leg">Another one has been resumed since, where the run has a higher one.</param>
internal sealed record RunLife(
    string Organisation, string Run, int Leg, string Month, bool IsDryRun, RunCursor Cursor, RunTotals Totals);

/// <param name="State">Charging while it is to go on.</param>
internal sealed record RunStanding(string State);

/// <param name="After">Null for the first.</param>
internal sealed record GroupsAfter(string Organisation, string? After, int Count);

/// <param name="Ids">In their order; fewer than asked for where there are no more.</param>
internal sealed record NextGroups(IReadOnlyList<string> Ids);

internal sealed record PageOfRun(string Organisation, string Run, string Month, bool IsDryRun, RunLane Lane);

/// <param name="Next">Where the group goes on; null where it is through.</param>
/// <param name="Totals">Of all that the run has made of these quotas, by this try or by an earlier one.</param>
internal sealed record ChargedPage(RunLane? Next, RunTotals Totals);

internal sealed record FilesOfRun(string Organisation, string Run, string Outlet);

/// <param name="Numbers">In their order.</param>
internal sealed record WrittenFiles(IReadOnlyList<int> Numbers);
