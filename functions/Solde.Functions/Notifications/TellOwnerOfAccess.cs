using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Gives the owner, at the address the office knows, the code that opens his account, activated or not (INS-08).</summary>
internal static class TellOwnerOfAccess
{
    public static async Task HandleAsync(AccessAsked message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(
            message.Organisation, context.CancellationToken);
        var contact = await context.Services.GetRequiredService<IAccountContacts>().FindAsync(
            message.Organisation, message.Account, context.CancellationToken);
        if (organisation is null || contact is null)
            return;
        await Notify.OneAsync(
            message.Organisation,
            NoticeKinds.Access,
            $"{message.Account}/{message.Occasion}",
            "owner",
            contact.Email,
            contact.Language,
            message.Account,
            [organisation.Profile!.Name, contact.Name, message.Account],
            context);
    }
}
