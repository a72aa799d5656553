using Solde.Functions.Api;
using Solde.Functions.Claims;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Notifications;

/// <summary>What a claim file waits for did not come in time (CLM-16): administrators for claims are told, and once more later.</summary>
internal static class TellOfOverdueClaim
{
    public static async Task HandleAsync(ClaimOverdue message, MessageContext context)
    {
        var claim = await context.Services.GetRequiredService<IClaimFiles>()
            .FindAsync(message.Organisation, message.Claim, context.CancellationToken);
        if (claim is null)
            return;
        await Notify.AdministratorsAsync(
            message.Organisation,
            message.Escalates ? NoticeKinds.ClaimEscalated : NoticeKinds.ClaimReminder,
            $"{message.Claim}/{message.Turn}",
            message.Claim,
            language =>
            [
                claim.Number,
                claim.Network.ToUpperInvariant(),
                ClaimTexts.Awaited(claim.State).In(language),
                claim.Since.ToString("yyyy-MM-dd"),
            ],
            context,
            Scopes.ClaimsRead);
    }
}
