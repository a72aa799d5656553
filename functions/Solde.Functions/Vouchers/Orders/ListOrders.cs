using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>A wallet's orders, oldest or newest first, all or those with vouchers left (COM-09).</summary>
internal static class ListOrders
{
    public static async Task<Answer> Handle(
        string wallet,
        bool? open,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        WalletDocuments documents,
        AggregateStore<Wallet> wallets,
        VoucherTerms terms)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (!(await wallets.ReadAsync(command.Organisation, wallet, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;

        var today = (await terms.NowAsync(command)).Today;
        var lots = documents.LotsAsync(command.Organisation, wallet, list.ReadAfter, command.CancellationToken)
            .Where(lot => open is not { } wanted || (lot.IsOpen && lot.IsGoodOn(today)) == wanted);
        var page = await list.PageAsync(lots, lot => lot.Id, command.CancellationToken);
        return Cursor.Answer(
            new Page<OrderView>([.. page.Items.Select(lot => OrderView.Of(lot, today))], page.Next), VouchersJson.Default.PageOrderView);
    }
}
