using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Durable;

namespace Solde.Functions.Claims;

internal static class ClaimSteps
{
    public static async Task<ClaimWatch> LookAtClaim(TaskActivityContext context, ClaimRun run)
    {
        var file = await context.Services.GetRequiredService<AggregateStore<ClaimFile>>()
            .ReadAsync(run.Organisation, run.Claim, context.CancellationToken);
        var (days, calendar) = await SettingsAsync(context, run, file.Head!);
        return WatchOf(file, days, calendar);
    }

    /// <summary>Tells administrators, once each time that something is overdue: looked at again, since it may have moved.</summary>
    public static async Task<ClaimWatch> RemindOfClaim(TaskActivityContext context, ClaimRun run)
    {
        var files = context.Services.GetRequiredService<AggregateStore<ClaimFile>>();
        var found = await files.ReadAsync(run.Organisation, run.Claim, context.CancellationToken);
        var (days, calendar) = await SettingsAsync(context, run, found.Head!);
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var after = found;
        await files.ChangeAsync(
            run.Claim,
            Command.Of(run.Organisation, "workflow " + ClaimWorkflow.InstanceOf(run.Claim), context),
            file =>
            {
                var decision = Decide(file, days, calendar, run.Organisation, now);
                after = decision is Decision<ClaimFile>.Changed changed ? changed.After : file;
                return decision;
            });
        return WatchOf(after, days, calendar);
    }

    internal static Decision<ClaimFile> Decide(
        ClaimFile file, ReminderDays days, BusinessCalendar calendar, string organisation, DateTimeOffset now)
    {
        var head = file.Head!;
        if (ReminderRule.DueAt(head, days, calendar) is not { } due || due > now)
            return new Decision<ClaimFile>.Unchanged(Answer.NoContent);
        var escalates = head.Reminded?.Turn == head.Turn;
        var reminded = escalates ? head.Reminded! with { EscalatedAt = now } : new ClaimReminded(head.Turn, now, null);
        return new Decision<ClaimFile>.Changed(
            file.With((head with { Reminded = reminded }).Next()),
            new JournalNote(escalates ? "OverdueEscalated" : "OverdueReminded", head.State),
            Answer.NoContent,
            [Announcement.To(
                Queues.Notifications,
                new ClaimOverdue(organisation, file.Id, head.Turn, escalates),
                ClaimMessages.Default.ClaimOverdue)]);
    }

    private static ClaimWatch WatchOf(ClaimFile file, ReminderDays days, BusinessCalendar calendar) =>
        new(ClaimStates.IsEnded(file.State), ReminderRule.DueAt(file.Head!, days, calendar));

    private static async Task<(ReminderDays Days, BusinessCalendar Calendar)> SettingsAsync(
        TaskActivityContext context, ClaimRun run, ClaimHead head)
    {
        var settings = await context.Services.GetRequiredService<AggregateStore<NetworkSettings>>()
            .ReadAsync(run.Organisation, head.Network, context.CancellationToken);
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(run.Organisation, context.CancellationToken);
        return (settings.Days, organisation!.Profile!.Calendar);
    }
}
