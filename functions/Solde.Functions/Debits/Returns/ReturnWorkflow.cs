using Solde.Functions.Api;
using Solde.Platform.Durable;

namespace Solde.Functions.Debits;

/// <summary>
/// The files of one agreement, one after another (DEB-21): what lies in the folder is taken in, then the lines of what was taken go to their
/// charges, a stretch at a time. What a stretch came to is written down by the next step, so that it is not before what it told is sent. It
/// begins anew every few stretches, so it does not grow with the files; where it fails, the next look of the timer starts it again.
/// </summary>
internal static class ReturnWorkflow
{
    private const int StretchesALife = 20;

    private static readonly TaskOptions Retries = new(new RetryPolicy(
        maxNumberOfAttempts: 12,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(30)));

    /// <summary>Two ids may be longer than a hub takes.</summary>
    public static string InstanceOf(ReturnRun run) => "returns-" + IdempotencyKey.Digest($"{run.Organisation}\n{run.Agreement}")[..32];

    public static async Task<ReturnTurn> RunAsync(TaskOrchestrationContext context, ReturnRun run)
    {
        try
        {
            await context.CallActivityAsync<ReturnTurn>(nameof(ReturnSteps.TakeReturns), run, Retries);
            for (var stretch = 0; stretch < StretchesALife; stretch++)
            {
                var turn = await context.CallActivityAsync<ReturnTurn>(nameof(ReturnSteps.ApplyReturn), run, Retries);
                if (turn.Progress is not { } progress)
                    return turn;
                await context.CallActivityAsync<ReturnTurn>(nameof(ReturnSteps.RecordReturn), progress, Retries);
            }
            context.ContinueAsNew(run);
            return new ReturnTurn(null);
        }
        catch (TaskFailedException)
        {
            return new ReturnTurn(null);
        }
    }
}

/// <summary>Whose files are worked on.</summary>
internal sealed record ReturnRun(string Organisation, string Agreement);

/// <param name="Progress">Null where nothing is left to do.</param>
internal sealed record ReturnTurn(ReturnProgress? Progress);

/// <param name="From">So many lines were done before.</param>
/// <param name="To">So many are done after it.</param>
/// <param name="IsEnd">They are all.</param>
/// <param name="Totals">Of the stretch.</param>
internal sealed record ReturnProgress(ReturnRun Run, string File, long From, long To, bool IsEnd, ReturnTotals Totals);
