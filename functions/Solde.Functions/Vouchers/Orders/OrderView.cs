using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <param name="First">The first voucher's number.</param>
/// <param name="ExpiresOn">The last day on which they can be allocated.</param>
internal sealed record OrderView(
    string Id,
    string First,
    string Last,
    int Count,
    Money Value,
    Money Total,
    DateOnly ExpiresOn,
    DateTimeOffset OrderedAt,
    int Available,
    int Allocated,
    int Expired)
{
    public static OrderView Of(Lot lot, DateOnly today)
    {
        var available = lot.IsGoodOn(today) ? lot.Left : 0;
        return new(
            lot.Id,
            Lot.NumberText(lot.First),
            Lot.NumberText(lot.Last),
            lot.Count,
            lot.Value,
            lot.ValueOf(lot.Count),
            lot.ExpiresOn,
            lot.OrderedAt,
            available,
            lot.Allocated,
            lot.Count - lot.Allocated - available);
    }
}
