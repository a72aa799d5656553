using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Allocates what a command left, a transaction at a time. It goes by the wallet alone: a message that comes twice finds nothing left.
/// </summary>
internal static class ContinueAllocation
{
    public static async Task HandleAsync(AllocationDue message, MessageContext context)
    {
        var wallets = context.Services.GetRequiredService<AggregateStore<Wallet>>();
        var terms = context.Services.GetRequiredService<VoucherTerms>();
        if (await terms.FindAsync(message.Organisation, context.CancellationToken) is not { } moment)
            return;
        // One more that could not take everything announces the rest again.
        await wallets.ChangeAsync(
            message.Wallet,
            Command.Of(message.Organisation, "message AllocationDue", context),
            wallet => AllocateVouchers.Continue(wallet, moment));
    }
}
