using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>
/// Once a day: the month's run of each organisation whose day it is (DEB-16), once a month. A day on which nothing ran is made up for within a
/// few days; later a person starts it, since nobody expects it any more.
/// </summary>
internal static class StartMonthlyRuns
{
    private const int DaysLate = 3;

    public static async Task RunAsync(TimerContext context)
    {
        var services = context.Services;
        var organisations = services.GetRequiredService<IOrganisationDirectory>();
        var settings = services.GetRequiredService<AggregateStore<DebitSettings>>();
        var runs = services.GetRequiredService<AggregateStore<DebitRun>>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await foreach (var organisation in organisations.AllAsync(context.CancellationToken))
        {
            var terms = (await settings.ReadAsync(organisation, DebitSettings.Id, context.CancellationToken)).Current.Runs;
            if (terms is null || await organisations.FindAsync(organisation, context.CancellationToken) is not { Profile: { } profile })
                continue;
            if (MonthDueOn(profile.Calendar.Today(now), terms) is not { } month)
                continue;
            var command = new Command
            {
                Organisation = organisation,
                Actor = nameof(StartMonthlyRuns),
                Outgoing = context.Outgoing,
                CancellationToken = context.CancellationToken,
            };
            await runs.ChangeAsync(DebitRun.IdOf(organisation, month), command, run =>
                StartRun.Decide(run, month, isDryRun: false, organisation, command.Actor, command.Language, now));
        }
    }

    /// <summary>Null on a day that is not a run's.</summary>
    internal static string? MonthDueOn(DateOnly today, RunTerms terms)
    {
        for (var late = 0; late <= DaysLate; late++)
        {
            var day = today.AddDays(-late);
            if (BusinessCalendar.DayOfMonth(day.Year, day.Month, terms.DayOfMonth) != day)
                continue;
            var month = new DateOnly(day.Year, day.Month, 1).AddMonths(terms.MonthsAhead);
            return GroupTerms.MonthOf(month.Year, month.Month);
        }
        return null;
    }
}
