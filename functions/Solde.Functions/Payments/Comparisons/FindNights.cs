using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;
using Solde.Platform.Messaging;

namespace Solde.Functions.Payments;

/// <summary>Every hour, one message to each organisation at which it is the hour of the night for comparing (PAY-12).</summary>
internal static class FindNights
{
    /// <summary>Past midnight everywhere where clocks go forward at it, and before anybody is at a desk.</summary>
    private const int Hour = 3;

    public static async Task RunAsync(TimerContext context)
    {
        var organisations = context.Services.GetRequiredService<IOrganisationDirectory>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        await foreach (var id in organisations.AllAsync(context.CancellationToken))
        {
            if (await organisations.FindAsync(id, context.CancellationToken) is not { Profile.Calendar: var calendar })
                continue;
            var today = calendar.Today(now);
            // A clock that skips the hour has the day's start an hour nearer: the span between is what counts.
            if ((int)Math.Floor((now - calendar.StartOf(today)).TotalHours) != Hour)
                continue;
            var envelope = Envelope.Of(
                string.Create(CultureInfo.InvariantCulture, $"{id}-comparison-{today:yyyy-MM-dd}"),
                new ComparisonDue(id, today),
                PaymentMessages.Default.ComparisonDue,
                now,
                outbox: null);
            context.Outgoing.Send(Queues.Payments, envelope.ToText());
        }
    }
}
