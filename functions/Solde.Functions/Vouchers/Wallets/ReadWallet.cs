using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadWallet
{
    public static async Task<Answer> Handle(string wallet, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms)
    {
        var found = await wallets.ReadAsync(command.Organisation, wallet, command.CancellationToken);
        return found.Head is { } head
            ? Answer.Ok(WalletView.Of(found, (await terms.NowAsync(command)).Today), VouchersJson.Default.WalletView, head.ETag)
            : CommonRefusals.NotFound;
    }
}
