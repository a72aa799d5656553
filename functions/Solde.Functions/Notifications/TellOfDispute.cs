using System.Globalization;
using Solde.Functions.Accounts;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>A dispute was opened, won or lost (PAY-10): administrators are told of each.</summary>
internal static class TellOfDispute
{
    public static async Task HandleAsync(DisputeTold message, MessageContext context)
    {
        var payment = await context.Services.GetRequiredService<IAccountContacts>()
            .FindPaymentAsync(message.Organisation, message.Account, message.Payment, context.CancellationToken);
        if (payment?.Disputes.FirstOrDefault(dispute => dispute.Id == message.Dispute) is not { } known)
            return;
        await Notify.AdministratorsAsync(
            message.Organisation,
            KindOf(message.State),
            $"{message.Payment}/{message.Dispute}",
            message.Payment,
            _ => [known.Amount.ToString(), message.Account, message.Payment, known.Reason, DayOf(known.EvidenceDueBy)],
            context);
    }

    private static string KindOf(string state) => state switch
    {
        DisputeStates.Won => NoticeKinds.DisputeWon,
        DisputeStates.Lost => NoticeKinds.DisputeLost,
        _ => NoticeKinds.DisputeOpened,
    };

    private static string DayOf(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
