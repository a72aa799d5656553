using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>What administrators are told of a refund's part (BIL-24).</summary>
internal static class TellOfRefund
{
    /// <summary>It did not arrive; the notice names the credit that gave it back.</summary>
    public static Task FailedAsync(RefundPartFailed message, MessageContext context) => TellAsync(
        new RefundPartKey(message.Organisation, message.Account, message.Refund, message.Part),
        NoticeKinds.RefundFailed,
        part => [part.FailureCode ?? "", part.GivenAs ?? ""],
        context);

    /// <summary>No word of it came; the notice names the references to trace it by (BIL-25).</summary>
    public static Task OverdueAsync(RefundPartOverdue message, MessageContext context) => TellAsync(
        new RefundPartKey(message.Organisation, message.Account, message.Refund, message.Part),
        NoticeKinds.RefundOverdue,
        part => [part.Reference ?? "", part.BankReference ?? ""],
        context);

    private static async Task TellAsync(RefundPartKey key, string kind, Func<RefundPartFacts, string[]> more, MessageContext context)
    {
        var part = await context.Services.GetRequiredService<IAccountContacts>()
            .FindRefundPartAsync(key.Organisation, key.Account, key.Refund, key.Part, context.CancellationToken);
        if (part is null)
            return;
        await Notify.AdministratorsAsync(
            key.Organisation,
            kind,
            $"{key.Refund}/{key.Part}",
            key.Refund,
            _ => [part.Amount.ToString(), key.Account, key.Refund, .. more(part)],
            context);
    }
}
