using Solde.Platform.Durable;

namespace Solde.Functions.Claims;

/// <summary>
/// The life of a claim file (CLM-16), for months: it looks at the file, waits until that moves or what it waits for is overdue, reminds,
/// and begins anew with an empty history. What was reminded of lies in the file, so nothing grows here.
/// </summary>
internal static class ClaimWorkflow
{
    /// <summary>The event that says: look at the file.</summary>
    public const string Moved = "Moved";

    /// <summary>A step that reaches no storage is tried for some hours, and then again the next day.</summary>
    private static readonly TaskOptions Retries = new(new RetryPolicy(
        maxNumberOfAttempts: 12,
        firstRetryInterval: TimeSpan.FromSeconds(10),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromHours(1)));

    /// <summary>
    /// How long the end is held open: a file that opens again soon after, as when its messages come together, finds the workflow waiting and
    /// not in the act of ending, when nobody would hear it.
    /// </summary>
    private static readonly TimeSpan SecondThought = TimeSpan.FromDays(1);

    public static string InstanceOf(string claim) => "claim-" + claim;

    public static async Task<ClaimWatch> RunAsync(TaskOrchestrationContext context, ClaimRun run)
    {
        ClaimWatch watch;
        try
        {
            watch = await context.CallActivityAsync<ClaimWatch>(nameof(ClaimSteps.LookAtClaim), run, Retries);
            if (watch.HasEnded && !await HasMovedAsync(context, SecondThought))
                return watch;
            if (!watch.HasEnded && await IsOverdueAsync(context, watch))
                await context.CallActivityAsync<ClaimWatch>(nameof(ClaimSteps.RemindOfClaim), run, Retries);
        }
        catch (TaskFailedException)
        {
            watch = new ClaimWatch(HasEnded: false, null);
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        }
        context.ContinueAsNew(run);
        return watch;
    }

    /// <summary>False where the file moved first.</summary>
    private static async Task<bool> IsOverdueAsync(TaskOrchestrationContext context, ClaimWatch watch)
    {
        if (watch.DueAt is not { } due)
        {
            await context.WaitForExternalEvent<ClaimRun>(Moved);
            return false;
        }
        var left = due.UtcDateTime - context.CurrentUtcDateTime;
        if (left <= TimeSpan.Zero)
            return true;
        return !await HasMovedAsync(context, left);
    }

    private static async Task<bool> HasMovedAsync(TaskOrchestrationContext context, TimeSpan within)
    {
        try
        {
            await context.WaitForExternalEvent<ClaimRun>(Moved, within);
            return true;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }
}

internal sealed record ClaimRun(string Organisation, string Claim);

/// <param name="HasEnded">The file is completed or cancelled: one that opens again begins a new life.</param>
/// <param name="DueAt">When what it waits for is overdue; null where it waits for nothing, or everything was told.</param>
internal sealed record ClaimWatch(bool HasEnded, DateTimeOffset? DueAt);
