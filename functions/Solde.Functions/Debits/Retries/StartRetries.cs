using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>
/// Once a day: a run of each organisation that has charges due again (DEB-22). It is named by its day, so a timer that comes twice begins it
/// once; a day on which nothing ran is made up for by the next.
/// </summary>
internal static class StartRetries
{
    public static async Task RunAsync(TimerContext context)
    {
        var services = context.Services;
        var organisations = services.GetRequiredService<IOrganisationDirectory>();
        var retries = services.GetRequiredService<RetryDays>();
        var runs = services.GetRequiredService<AggregateStore<DebitRun>>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await foreach (var organisation in organisations.AllAsync(context.CancellationToken))
        {
            if (await organisations.FindAsync(organisation, context.CancellationToken) is not { Profile: { } profile })
                continue;
            var today = profile.Calendar.Today(now);
            var places = await retries.UpToAsync(organisation, today, context.CancellationToken)
                .Select(due => new RunPlace(due.Month, due.Group))
                .ToHashSetAsync(cancellationToken: context.CancellationToken);
            if (places.Count == 0)
                continue;
            var command = new Command
            {
                Organisation = organisation,
                Actor = nameof(StartRetries),
                Outgoing = context.Outgoing,
                CancellationToken = context.CancellationToken,
            };
            await runs.ChangeAsync(IdOf(organisation, today), command, run => Decide(run, [.. places.OrderBy(RetrySteps.KeyOf, StringComparer.Ordinal)], command, now));
        }
    }

    internal static string IdOf(string organisation, DateOnly day) =>
        DebitRun.IdOf(organisation, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static Decision<DebitRun> Decide(DebitRun run, IReadOnlyList<RunPlace> places, Command command, DateTimeOffset now)
    {
        if (run.Exists)
            return new Decision<DebitRun>.Unchanged(Answer.NoContent);
        var head = new RunHead(
            null, RunKinds.Retry, false, RunStates.Charging, 1, false, RunCursor.Beginning, RunTotals.None, command.Actor, now, now, Places: places);
        return new Decision<DebitRun>.Changed(
            run with { Head = head },
            new JournalNote("RetriesStarted"),
            Answer.NoContent,
            [RunBegun.Announce(command.Organisation, run.Id, head.Leg)]);
    }
}
