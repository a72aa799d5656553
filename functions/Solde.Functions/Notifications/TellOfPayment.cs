using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>
/// Money arrived: a receipt in the owner's name (BIL-11), to him or to each who shares a plan (BIL-14), and a confirmation to the
/// settings' addresses (PAY-08).
/// </summary>
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

        var receivedOn = payment.ReceivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (payment.Payers.Count == 0 || payment.Payers.Any(payer => payer.Email is null))
        {
            var amount = payment.Payers.FirstOrDefault(payer => payer.Email is null)?.Amount ?? payment.Amount;
            await Notify.OneAsync(
                message.Organisation,
                NoticeKinds.Receipt,
                message.Payment,
                Notify.Owner,
                contact.Email,
                contact.Language,
                message.Payment,
                [profile.Name, contact.Name, amount.ToString(), receivedOn, message.Payment],
                context);
        }
        foreach (var payer in payment.Payers.Where(payer => payer.Email is not null))
        {
            await Notify.OneAsync(
                message.Organisation,
                NoticeKinds.PayerReceipt,
                message.Payment,
                Notify.NameOf(payer),
                payer.Email,
                payer.Language ?? contact.Language,
                message.Payment,
                [profile.Name, payer.Name!, contact.Name, payer.Amount.ToString(), receivedOn, message.Payment],
                context);
        }

        if (ConfirmationOf(payment) is { } kind)
        {
            await Notify.AddressesAsync(
                message.Organisation,
                profile,
                kind,
                message.Payment,
                message.Payment,
                _ => [payment.Amount.ToString(), message.Account, message.Payment],
                context);
        }
    }

    /// <summary>Instalments by card come as planned and are no news. Those by e-cheque are: they might have failed for days.</summary>
    private static string? ConfirmationOf(PaymentFacts payment) => payment switch
    {
        { IsPlanned: true } when PaymentMethods.IsBankDebit(payment.Method) => NoticeKinds.EChequeInstalmentConfirmed,
        { IsPlanned: true, Method: PaymentMethods.Card } => null,
        _ => NoticeKinds.PaymentConfirmed,
    };
}
