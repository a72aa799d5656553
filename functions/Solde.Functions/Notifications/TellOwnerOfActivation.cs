using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Asks an account's owner to confirm his e-mail (BIL-01).</summary>
internal static class TellOwnerOfActivation
{
    public static async Task HandleAsync(ActivationAsked message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(message.Organisation, context.CancellationToken);
        var contact = await context.Services.GetRequiredService<IAccountContacts>().FindAsync(
            message.Organisation, message.Account, context.CancellationToken);
        if (organisation is null || contact is null || contact.IsActivated)
            return;
        await Notify.OneAsync(
            message.Organisation,
            NoticeKinds.Activation,
            $"{message.Account}/{message.Occasion}",
            "owner",
            contact.Email,
            contact.Language,
            message.Account,
            [organisation.Profile!.Name, contact.Name],
            context);
    }
}
