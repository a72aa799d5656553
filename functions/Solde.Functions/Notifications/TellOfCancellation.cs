using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Lines of an invoice were cancelled: addresses of the settings that ask for it get a confirmation (PAY-08).</summary>
internal static class TellOfCancellation
{
    public static async Task HandleAsync(LinesCancelled message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        if (organisation?.Profile is not { } profile)
            return;
        var contacts = context.Services.GetRequiredService<IAccountContacts>();
        foreach (var (id, minor) in message.AmountsMinor)
        {
            var invoice = await contacts.FindInvoiceAsync(message.Organisation, message.Account, id, context.CancellationToken);
            await Notify.AddressesAsync(
                message.Organisation,
                profile,
                NoticeKinds.CancellationConfirmed,
                $"{message.Change}/{id}",
                id,
                _ => [new Money(minor, profile.Currency).ToString(), message.Account, invoice?.Number ?? id],
                context);
        }
    }
}
