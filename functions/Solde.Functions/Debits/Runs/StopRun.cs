using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Asks a run to stop at the end of the pages that are under way (DEB-18). What it charged stays, and it can be resumed.</summary>
internal static class StopRun
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string run, Request request, Command command, AggregateStore<DebitRun> runs, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        if (errors.Any)
            return errors.ToRefusal();
        var now = clock.GetUtcNow();
        return await runs.ChangeAsync(run, command, current => Decide(current, request.Reason!, command.Language, now));
    }

    internal static Decision<DebitRun> Decide(DebitRun run, string reason, string language, DateTimeOffset now)
    {
        if (run.Head is not { } head)
            return CommonRefusals.NotFound;
        // Files are written in the end, each whole: there is nothing between them to stop at.
        if (head.State != RunStates.Charging)
            return DebitRefusals.RunState.With(head.State);
        var after = head with { IsStopAsked = true, UpdatedAt = now };
        return head.IsStopAsked
            ? new Decision<DebitRun>.Unchanged(RunView.UnderWay(run.Id, head, language))
            : new Decision<DebitRun>.Changed(
                run with { Head = after }, new JournalNote("RunStopAsked", reason), RunView.UnderWay(run.Id, after, language), []);
    }
}
