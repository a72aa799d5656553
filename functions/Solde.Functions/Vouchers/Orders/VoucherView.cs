using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <param name="State">See <see cref="VoucherStates"/>.</param>
/// <param name="Service">The one that it pays; null where it pays none.</param>
internal sealed record VoucherView(string Number, Money Value, DateOnly ExpiresOn, string State, string? Service, string Order)
{
    /// <param name="services">Those that took vouchers of the lot, as far as the number may be among them.</param>
    public static VoucherView Of(Lot lot, long number, IReadOnlyDictionary<string, Service> services, DateOnly today)
    {
        if (lot.TakerOf(number) is not { } id)
            return Of(lot, number, lot.Expired is null && lot.IsGoodOn(today) ? VoucherStates.Available : VoucherStates.Expired, null);
        var part = services[id].Parts.First(part => part.Vouchers.Any(run => run.Holds(number)));
        return Of(lot, number, VoucherStates.Of(part), id);
    }

    private static VoucherView Of(Lot lot, long number, string state, string? service) =>
        new(Lot.NumberText(number), lot.Value, lot.ExpiresOn, state, service, lot.Id);
}
