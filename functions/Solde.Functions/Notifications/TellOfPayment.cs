using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Money arrived: a receipt in the owner's name (BIL-11), and a confirmation to the settings' addresses (PAY-08).</summary>
internal static class TellOfPayment
{
    public static async Task HandleAsync(PaymentArrived message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(message.Organisation, context.CancellationToken);
        var contacts = context.Services.GetRequiredService<IAccountContacts>();
        var contact = await contacts.FindAsync(message.Organisation, message.Account, context.CancellationToken);
        var payment = await contacts.FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (organisation?.Profile is not { } profile || contact is null || payment is null)
            return;

        await Notify.OneAsync(
            message.Organisation,
            NoticeKinds.Receipt,
            message.Payment,
            "owner",
            contact.Email,
            contact.Language,
            message.Payment,
            [profile.Name, contact.Name, payment.Amount.ToString(), payment.ReceivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), message.Payment],
            context);

        foreach (var address in profile.Settings.NotificationAddresses)
        {
            if (!address.Kinds.Contains(NoticeKinds.PaymentConfirmed))
                continue;
            await Notify.OneAsync(
                message.Organisation,
                NoticeKinds.PaymentConfirmed,
                message.Payment,
                Notify.NameOf(address),
                address.Email,
                address.Language,
                message.Payment,
                [profile.Name, payment.Amount.ToString(), message.Account, message.Payment],
                context);
        }
    }
}
