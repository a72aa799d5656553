using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Durable;

namespace Solde.Functions.Debits;

internal static class RunSteps
{
    public static async Task<NextGroups> NameGroups(TaskActivityContext context, GroupsAfter ask)
    {
        var groups = context.Services.GetRequiredService<GroupReader>().AllAsync(ask.Organisation, ask.After, context.CancellationToken);
        return new NextGroups(await groups.Take(ask.Count).Select(group => group.Id).ToListAsync(context.CancellationToken));
    }

    public static async Task<ChargedPage> ChargePage(TaskActivityContext context, PageOfRun page)
    {
        var charged = await context.Services.GetRequiredService<PageCharger>().ChargeAsync(page, context.CancellationToken);
        if (!page.IsDryRun && charged.Totals.ByOutlet.Any(total => total.Outlet == Outlets.Account))
        {
            var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            new AccountChargesDue(page.Organisation, page.Month, page.Lane.Group, page.Lane.After, charged.Next?.After, page.Run)
                .Send(context.Outgoing, now);
        }
        return charged;
    }

    /// <summary>Writes down how far the run is, and stops it where that is asked for.</summary>
    public static async Task<RunStanding> TellProgress(TaskActivityContext context, RunLife life)
    {
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var standing = RunStates.Charging;
        await ChangeAsync(context, life, head =>
        {
            var after = head with { Cursor = life.Cursor, Totals = life.Totals, UpdatedAt = now };
            if (head.IsStopAsked)
                after = after with { State = RunStates.Stopped, IsStopAsked = false };
            standing = after.State;
            return (after, head.IsStopAsked ? "RunStopped" : "RunAdvanced");
        }, () => standing = RunStates.Stopped);
        return new RunStanding(standing);
    }

    public static async Task<RunStanding> BeginFiles(TaskActivityContext context, RunLife life)
    {
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await ChangeAsync(context, life, head => (head with { State = RunStates.Writing, UpdatedAt = now }, "RunCharged"));
        return new RunStanding(RunStates.Writing);
    }

    public static async Task<WrittenFiles> WriteFiles(TaskActivityContext context, FilesOfRun files)
    {
        var made = await context.Services.GetRequiredService<FileMaker>()
            .MakeAsync(files.Run, files.Outlet, Command.Of(files.Organisation, "run " + files.Run, context));
        return new WrittenFiles([.. made.Select(file => file.Number)]);
    }

    public static async Task<RunStanding> CompleteRun(TaskActivityContext context, RunLife life)
    {
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await ChangeAsync(context, life, head => (
            head with { State = RunStates.Completed, IsStopAsked = false, UpdatedAt = now, EndedAt = now }, "RunCompleted"));
        return new RunStanding(RunStates.Completed);
    }

    public static async Task<RunStanding> InterruptRun(TaskActivityContext context, RunLife life)
    {
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await ChangeAsync(context, life, head => (head with { State = RunStates.Interrupted, UpdatedAt = now }, "RunInterrupted"));
        return new RunStanding(RunStates.Interrupted);
    }

    /// <param name="otherLeg">Called where a later leg has taken over: this one has nothing more to say.</param>
    private static Task<Answer> ChangeAsync(
        TaskActivityContext context, RunLife life, Func<RunHead, (RunHead After, string Fact)> change, Action? otherLeg = null)
    {
        var runs = context.Services.GetRequiredService<AggregateStore<DebitRun>>();
        var command = Command.Of(life.Organisation, "workflow " + RunWorkflow.InstanceOf(life.Run, life.Leg), context);
        return runs.ChangeAsync(life.Run, command, run =>
        {
            if (run.Head!.Leg != life.Leg)
            {
                otherLeg?.Invoke();
                return new Decision<DebitRun>.Unchanged(Answer.NoContent);
            }
            var (after, fact) = change(run.Head);
            return new Decision<DebitRun>.Changed(run with { Head = after }, new JournalNote(fact), Answer.NoContent, []);
        });
    }
}
