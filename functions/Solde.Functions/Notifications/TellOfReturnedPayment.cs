using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>The bank took money back that had arrived (PAY-15): administrators are told.</summary>
internal static class TellOfReturnedPayment
{
    public static async Task HandleAsync(PaymentReturned message, MessageContext context)
    {
        var payment = await context.Services.GetRequiredService<IAccountContacts>()
            .FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        foreach (var taken in payment?.Returns ?? [])
        {
            await Notify.AdministratorsAsync(
                message.Organisation,
                NoticeKinds.PaymentReturned,
                $"{message.Payment}/{taken.Id}",
                message.Payment,
                _ => [taken.Amount.ToString(), message.Account, message.Payment, taken.Reason],
                context);
        }
    }
}
