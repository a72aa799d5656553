using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Payments;

internal static class GetPayout
{
    /// <summary>An organisation's share; a payout that has nothing of it does not exist for it.</summary>
    public static async Task<Answer> Handle(string payout, Command command, AggregateStore<Payout> payouts)
    {
        var read = await payouts.ReadAsync(Payout.OfInstallation, payout, command.CancellationToken);
        return read.Content is { } content && content.Shares.FirstOrDefault(share => share.Organisation == command.Organisation) is { } share
            ? Answer.Ok(PayoutView.OfShare(payout, content, share), PaymentsJson.Default.PayoutView)
            : CommonRefusals.NotFound;
    }

    public static async Task<Answer> HandleWhole(string payout, Command command, AggregateStore<Payout> payouts)
    {
        var read = await payouts.ReadAsync(Payout.OfInstallation, payout, command.CancellationToken);
        return read.Content is { } content
            ? Answer.Ok(PayoutView.OfWhole(payout, content), PaymentsJson.Default.PayoutView)
            : CommonRefusals.NotFound;
    }
}
