using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>
/// A payment failed: every administrator with the permission finds it in the notification centre, and in his mail where
/// he chose so; addresses of the settings get it where they ask for this kind (PAY-08).
/// </summary>
internal static class TellOfFailedPayment
{
    public static async Task HandleAsync(PaymentFailed message, MessageContext context)
    {
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>().FindAsync(message.Organisation, context.CancellationToken);
        var payment = await context.Services.GetRequiredService<IAccountContacts>()
            .FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (organisation?.Profile is not { } profile || payment?.DeclineCodeOf(message.Attempt) is not { } code)
            return;

        var meanings = context.Services.GetRequiredService<IFailureMeanings>();
        Task TellAsync(string recipient, string? to, string language) => Notify.OneAsync(
            message.Organisation,
            NoticeKinds.PaymentFailed,
            $"{message.Payment}/{message.Attempt}",
            recipient,
            to,
            language,
            message.Payment,
            [profile.Name, payment.Amount.ToString(), message.Account, message.Payment, code, meanings.Of(code, language)],
            context);

        foreach (var administrator in organisation.Administrators.Values.Where(person => person.Permissions.Contains(Scopes.PaymentsFailed)))
        {
            var wantsMail = administrator.Emails.Contains(NoticeKinds.PaymentFailed);
            await TellAsync(administrator.Id, wantsMail ? administrator.Email : null, administrator.Language);
        }
        foreach (var address in profile.Settings.NotificationAddresses)
        {
            if (address.Kinds.Contains(NoticeKinds.PaymentFailed))
                await TellAsync(Notify.NameOf(address), address.Email, address.Language);
        }
    }
}
