using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>A part of a refund did not arrive (BIL-24): administrators are told, and which credit gave it back.</summary>
internal static class TellOfFailedRefund
{
    public static async Task HandleAsync(RefundPartFailed message, MessageContext context)
    {
        var part = await context.Services.GetRequiredService<IAccountContacts>()
            .FindRefundPartAsync(message.Organisation, message.Account, message.Refund, message.Part, context.CancellationToken);
        if (part is null)
            return;
        await Notify.AdministratorsAsync(
            message.Organisation,
            NoticeKinds.RefundFailed,
            $"{message.Refund}/{message.Part}",
            message.Refund,
            _ => [part.Amount.ToString(), message.Account, message.Refund, part.FailureCode ?? "", part.GivenAs ?? ""],
            context);
    }
}
