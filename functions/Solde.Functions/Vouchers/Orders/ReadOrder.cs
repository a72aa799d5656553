using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class ReadOrder
{
    public static async Task<Answer> Handle(string wallet, string order, Command command, WalletDocuments documents, VoucherTerms terms)
    {
        var lot = await documents.FindLotAsync(command.Organisation, wallet, order, command.CancellationToken);
        return lot is null
            ? CommonRefusals.NotFound
            : Answer.Ok(OrderView.Of(lot, (await terms.NowAsync(command)).Today), VouchersJson.Default.OrderView);
    }
}
