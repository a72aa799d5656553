using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>
/// Once a day: mandates that rested too long expire, and those that the scheme allows to keep alive are marked, so that the next run
/// sends their bank a line without an amount (DEB-23). Before either, the charges are asked for a debit under them. A run that dies has left the rest for the next, which finds it by its day.
/// </summary>
internal static class WatchMandates
{
    private const string Dormant = "dormant";
    private const string Debited = "debited";

    public static async Task RunAsync(TimerContext context)
    {
        var services = context.Services;
        var organisations = services.GetRequiredService<IOrganisationDirectory>();
        await foreach (var organisation in organisations.AllAsync(context.CancellationToken))
        {
            var command = new Command
            {
                Organisation = organisation,
                Actor = nameof(WatchMandates),
                Outgoing = context.Outgoing,
                CancellationToken = context.CancellationToken,
            };
            await foreach (var group in services.GetRequiredService<GroupReader>().AllAsync(organisation, null, context.CancellationToken))
                await WatchAsync(group.Id, command, services);
        }
    }

    /// <param name="used">By mandate: a debit that its row does not know of yet.</param>
    internal static Decision<Quota> Decide(Quota quota, Surroundings here, IReadOnlyDictionary<string, DateOnly> used)
    {
        var after = quota;
        var note = new JournalNote("MandateUsed", Debited);
        foreach (var mandate in quota.Mandates)
        {
            var known = used.TryGetValue(mandate.Id, out var day) ? MandateRule.Used(mandate, day) : mandate;
            var moved = MandateRule.OnDay(known, here.Today);
            if (moved == mandate)
                continue;
            if (!moved.IsLive)
                note = new JournalNote("MandateExpired", Dormant);
            else if (!ReferenceEquals(moved, known) && note.Action != "MandateExpired")
                note = new JournalNote("MandateKeepAliveAsked", Dormant);
            after = EndedMandate.Follow(after.With(moved), moved, Dormant, here);
        }
        return ReferenceEquals(after, quota)
            ? new Decision<Quota>.Unchanged(Answer.NoContent)
            : new Decision<Quota>.Changed(after, note, Answer.NoContent, []);
    }

    private static async Task WatchAsync(string group, Command command, IServiceProvider services)
    {
        var desk = services.GetRequiredService<RuleDesk>();
        var (quotas, clock) = (services.GetRequiredService<QuotaStore>(), services.GetRequiredService<TimeProvider>());
        // A day early: where it is tomorrow already is for the decision to say.
        var last = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        var use = services.GetRequiredService<MandateUse>();
        await foreach (var quota in quotas.WithMandatesDueAsync(command.Organisation, group, last, command.CancellationToken))
        {
            var used = await use.SinceKnownAsync(command.Organisation, quota, last, command.CancellationToken);
            await desk.ChangeAsync(group, quota.Id, command, new FieldErrors(), (current, here) => Decide(current, here, used));
        }
    }
}
