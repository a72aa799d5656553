using Solde.Functions.Organisations;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Accounts;

/// <summary>
/// Every hour, one message to each account of which something falls due: a date begins at midnight in the
/// organisation's own time zone. A run that dies has sent nothing, and the next one finds the same.
/// </summary>
internal static class FindDuePayments
{
    /// <summary>Where the day begins first, a date is under way 14 hours before it is at Greenwich.</summary>
    private static readonly TimeSpan FirstToBegin = TimeSpan.FromHours(14);

    public static async Task RunAsync(TimerContext context)
    {
        var days = context.Services.GetRequiredService<DueDays>();
        var organisations = context.Services.GetRequiredService<IOrganisationDirectory>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var told = new HashSet<(string, string)>();
        await foreach (var due in days.UpToAsync(DateOnly.FromDateTime(now.UtcDateTime + FirstToBegin), context.CancellationToken))
        {
            var organisation = await organisations.FindAsync(due.Organisation, context.CancellationToken);
            if (organisation?.Profile is not { } profile)
                continue;
            if (due.At is { } at ? at > now : due.On > profile.Calendar.Today(now))
                continue;
            // An account may stand under two days: the other one waits for the next run, and is looked at then.
            if (!told.Add((due.Organisation, due.Account)))
                continue;
            var envelope = Envelope.Of(
                $"{due.Organisation}-{due.Account}-{due.On:yyyy-MM-dd}", due, AccountMessages.Default.PaymentsDue, now, outbox: null);
            context.Outgoing.Send(Queues.Accounts, envelope.ToText());
        }
    }
}
