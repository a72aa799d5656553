using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>No word of a part of a refund came (BIL-24): administrators are told, with the references to trace it by (BIL-25).</summary>
internal static class TellOfOverdueRefund
{
    public static async Task HandleAsync(RefundPartOverdue message, MessageContext context)
    {
        var part = await context.Services.GetRequiredService<IAccountContacts>()
            .FindRefundPartAsync(message.Organisation, message.Account, message.Refund, message.Part, context.CancellationToken);
        if (part is null)
            return;
        await Notify.AdministratorsAsync(
            message.Organisation,
            NoticeKinds.RefundOverdue,
            $"{message.Refund}/{message.Part}",
            message.Refund,
            _ => [part.Amount.ToString(), message.Account, message.Refund, part.Reference ?? "", part.BankReference ?? ""],
            context);
    }
}
