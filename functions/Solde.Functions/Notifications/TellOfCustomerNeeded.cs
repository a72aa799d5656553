using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>A payment waits for the customer (PAY-07): who pays the instalment, else the owner, gets the link to confirm it.</summary>
internal static class TellOfCustomerNeeded
{
    public static async Task HandleAsync(CustomerAsked message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        var contacts = context.Services.GetRequiredService<IAccountContacts>();
        var owner = await contacts.FindAsync(message.Organisation, message.Account, context.CancellationToken);
        var payment = await contacts.FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (organisation?.Profile is not { } profile || owner is null || payment is null)
            return;
        // One card is charged, so one person confirms: instalments of several payers are never asked for together.
        var payer = payment.Payers is [var planned, ..] ? planned : new InstalmentPayer(null, null, null, payment.Amount);
        await Notify.OneAsync(
            message.Organisation,
            NoticeKinds.CustomerNeeded,
            $"{message.Payment}/{message.Occasion}",
            Notify.NameOf(payer),
            payer.Email ?? owner.Email,
            payer.Language ?? owner.Language,
            message.Payment,
            [profile.Name, payer.Name ?? owner.Name, payment.Amount.ToString(), message.Payment, message.Account],
            context);
    }
}
