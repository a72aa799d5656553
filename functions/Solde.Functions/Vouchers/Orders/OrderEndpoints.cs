using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

internal static class OrderEndpoints
{
    public static void Map(RouteGroupBuilder wallet)
    {
        wallet.MapGet("/orders", ListOrders.Handle).Needs(Scopes.VouchersRead).Produces<Page<OrderView>>().Refuses(CommonRefusals.NotFound)
            .WithSummary("Orders of a wallet, all or those with vouchers left, oldest or newest first.");
        wallet.MapPost("/orders", OrderVouchers.Handle).Needs(Scopes.VouchersWrite).MovesMoney()
            .Produces<OrderView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, VoucherRefusals.WalletFull, VoucherRefusals.NoValue)
            .WithSummary("Order vouchers: services that lack some get them at once, partially allocated ones first.");
        wallet.MapGet("/orders/{order}", ReadOrder.Handle).Needs(Scopes.VouchersRead).Produces<OrderView>().Refuses(CommonRefusals.NotFound)
            .WithSummary("An order with what became of its vouchers.");
        wallet.MapGet("/vouchers", ListVouchers.Handle).Needs(Scopes.VouchersRead).Produces<Page<VoucherView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Vouchers of a wallet by number, all or those in one state.");
        wallet.MapGet("/vouchers/{number}", ReadVoucher.Handle).Needs(Scopes.VouchersRead).Produces<VoucherView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("One voucher and the service that it pays.");
    }
}
