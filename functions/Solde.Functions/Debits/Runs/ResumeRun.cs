using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Lets a run go on where it stopped, by a workflow of its own (DEB-18). One that is said to be under way and has not moved for long has lost
/// its workflow: it may be resumed too, and should that workflow live after all it gives way.
/// </summary>
internal static class ResumeRun
{
    private static readonly TimeSpan Lost = TimeSpan.FromHours(2);

    public static Task<Answer> Handle(string run, Command command, AggregateStore<DebitRun> runs, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return runs.ChangeAsync(run, command, current => Decide(current, command.Organisation, command.Language, now));
    }

    internal static Decision<DebitRun> Decide(DebitRun run, string organisation, string language, DateTimeOffset now)
    {
        if (run.Head is not { } head)
            return CommonRefusals.NotFound;
        if (head.State == RunStates.Completed || (head.IsUnderWay && now - head.UpdatedAt < Lost))
            return DebitRefusals.RunState.With(head.State);
        var after = head with
        {
            State = head.Cursor.IsAtEnd ? RunStates.Writing : RunStates.Charging,
            Leg = head.Leg + 1,
            IsStopAsked = false,
            UpdatedAt = now,
        };
        return new Decision<DebitRun>.Changed(
            run with { Head = after },
            new JournalNote("RunResumed"),
            RunView.UnderWay(run.Id, after, language),
            [RunBegun.Announce(organisation, run.Id, after.Leg)]);
    }
}
