using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Something was bought: addresses of the settings that ask for it get a confirmation (PAY-08).</summary>
internal static class TellOfPurchase
{
    public static async Task HandleAsync(InvoiceNumbered message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        var invoice = await context.Services.GetRequiredService<IAccountContacts>()
            .FindInvoiceAsync(message.Organisation, message.Account, message.Invoice, context.CancellationToken);
        if (organisation?.Profile is not { } profile || invoice?.Number is not { } number)
            return;
        await Notify.AddressesAsync(
            message.Organisation,
            profile,
            NoticeKinds.PurchaseConfirmed,
            message.Invoice,
            message.Invoice,
            _ => [invoice.Total.ToString(), message.Account, number],
            context);
    }
}
