namespace Solde.Functions.Vouchers;

/// <summary>A service as its company sees it, over all wallets: what is still to be asked for, asked and reimbursed (VOU-07).</summary>
/// <param name="ToAsk">Vouchers.</param>
/// <param name="ChangedAt">Since when it stands so here.</param>
internal sealed record CompanyServiceView(
    string Wallet, StatusView Status, int ToAsk, int Asked, int Reimbursed, DateTimeOffset ChangedAt, ServiceView Service)
{
    public static CompanyServiceView Of(ShownService shown, string language)
    {
        var counts = shown.Service.Parts.ToLookup(VoucherStates.Of, part => part.Count);
        return new(
            shown.Wallet,
            StatusView.Of(ServiceStatus.Of(shown.Service), language),
            counts[VoucherStates.Allocated].Sum(),
            counts[VoucherStates.ReimbursementAsked].Sum(),
            counts[VoucherStates.Reimbursed].Sum(),
            shown.ChangedAt,
            ServiceView.Of(shown.Service));
    }
}
