using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>Nobody could find out whether a payment was charged (PAY-14): administrators are told.</summary>
internal static class TellOfUnknownCharge
{
    public static async Task HandleAsync(ChargeNotFoundOut message, MessageContext context)
    {
        var payment = await context.Services.GetRequiredService<IAccountContacts>()
            .FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (payment is null)
            return;
        await Notify.AdministratorsAsync(
            message.Organisation,
            NoticeKinds.PaymentUnknown,
            message.Payment,
            message.Payment,
            _ => [payment.Amount.ToString(), message.Account, message.Payment],
            context);
    }
}
