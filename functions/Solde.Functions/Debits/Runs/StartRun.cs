using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Starts a month's run by hand, of a past month too, or a dry run that shows what it would do (DEB-16). A run of a month that was run before
/// charges what has no charge yet.
/// </summary>
internal static class StartRun
{
    /// <param name="Month">Of the assemblies that are charged.</param>
    public sealed record Request(string? Month, bool IsDryRun = false);

    public static async Task<Answer> Handle(Request request, Command command, AggregateStore<DebitRun> runs, TimeProvider clock)
    {
        var errors = new FieldErrors();
        DebitMonth.Check("month", request.Month, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var (id, now) = (IdempotencyKey.DerivedId("run", command), clock.GetUtcNow());
        return await runs.ChangeAsync(
            id, command, run => Decide(run, request.Month!, request.IsDryRun, command.Organisation, command.Actor, command.Language, now));
    }

    internal static Decision<DebitRun> Decide(
        DebitRun run, string month, bool isDryRun, string organisation, string actor, string language, DateTimeOffset now)
    {
        if (run.Head is { } known)
            return new Decision<DebitRun>.Unchanged(RunView.UnderWay(run.Id, known, language));
        var head = new RunHead(
            month, RunKinds.Month, isDryRun, RunStates.Charging, 1, false, RunCursor.Beginning, RunTotals.None, actor, now, now);
        return new Decision<DebitRun>.Changed(
            run with { Head = head },
            new JournalNote(isDryRun ? "DryRunStarted" : "RunStarted"),
            RunView.UnderWay(run.Id, head, language),
            [RunBegun.Announce(organisation, run.Id, head.Leg)]);
    }
}
