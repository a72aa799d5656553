using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>Writes down when a changed wallet must be looked at, from what it is now, so messages may come twice or out of order.</summary>
internal static class WriteNextLook
{
    public static async Task HandleAsync(WalletChanged message, MessageContext context)
    {
        var terms = context.Services.GetRequiredService<VoucherTerms>();
        if (await terms.FindAsync(message.Organisation, context.CancellationToken) is not { } moment)
            return;
        var wallet = await context.Services.GetRequiredService<AggregateStore<Wallet>>()
            .ReadAsync(message.Organisation, message.Wallet, context.CancellationToken);
        await context.Services.GetRequiredService<VoucherLooks>().PutNextAsync(wallet, moment, context.CancellationToken);
    }
}
