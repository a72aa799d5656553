using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>A payment failed: administrators are told with the decline code and what it means.</summary>
internal static class TellOfFailedPayment
{
    public static async Task HandleAsync(PaymentFailed message, MessageContext context)
    {
        var payment = await context.Services.GetRequiredService<IAccountContacts>()
            .FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (payment?.DeclineCodeOf(message.Attempt) is not { } code)
            return;

        var meanings = context.Services.GetRequiredService<IFailureMeanings>();
        await Notify.AdministratorsAsync(
            message.Organisation,
            NoticeKinds.PaymentFailed,
            $"{message.Payment}/{message.Attempt}",
            message.Payment,
            language => [payment.Amount.ToString(), message.Account, message.Payment, code, meanings.Of(code, language)],
            context);
    }
}
