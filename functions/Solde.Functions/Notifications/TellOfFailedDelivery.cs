using Solde.Functions.Organisations;
using Solde.Functions.Partners;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>An event did not reach a partner (PAY-16): administrators are told, once a day for each event subscription.</summary>
internal static class TellOfFailedDelivery
{
    public static async Task HandleAsync(DeliveryFailed message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        if (organisation?.Profile is not { } profile)
            return;
        // A partner that is down for days fails with every event: one notice says as much as a thousand.
        var day = profile.Calendar.Today(context.AnnouncedAt!.Value);
        await Notify.AdministratorsAsync(
            message.Organisation,
            NoticeKinds.DeliveryFailed,
            $"{message.Subscription}/{day:yyyy-MM-dd}",
            message.Subscription,
            _ => [message.Subscription, message.EventType, message.Delivery],
            context);
    }
}
