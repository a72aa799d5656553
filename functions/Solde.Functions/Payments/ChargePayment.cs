using Solde.Functions.Accounts;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Payments;

/// <summary>
/// Calls the provider for a payment that was written down before. A crash after the call and before its outcome is
/// recorded brings the message again: the same key gives the same answer, and nobody is charged twice. A webhook that
/// comes first has recorded the outcome already, which is then known. No answer makes it unknown, and it is looked up later.
/// </summary>
internal static class ChargePayment
{
    public static async Task HandleAsync(ChargeRequested message, MessageContext context)
    {
        var receivables = context.Services.GetRequiredService<IReceivables>();
        var payment = await receivables.FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (payment is not { State: PaymentStates.Requested })
        {
            // Perhaps an earlier delivery recorded the outcome and died before its messages were sent.
            await receivables.AnnounceAgainAsync(message.Account, Command.Of(message.Organisation, "message ChargeRequested", context));
            return;
        }

        var outcome = await ProviderCharge.MakeAsync(message, payment, context.Services, context.CancellationToken);
        if (outcome is null)
            return;
        // A contradiction is left alone: the answer is the one saved under our key, and a webhook has told a newer one since.
        var command = Command.Of(
            message.Organisation, "provider " + (outcome.Intent ?? "answer"), context);
        await receivables.ApplyOutcomeAsync(message.Account, message.Payment, outcome, command);
    }
}
