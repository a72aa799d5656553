using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <param name="State">See <see cref="PickUpStates"/>.</param>
/// <param name="Day">The day asked for, or the next one on which banks are open.</param>
internal sealed record PickUpView(
    string Id,
    string State,
    DateOnly AskedFor,
    DateOnly Day,
    DateOnly? DoneOn,
    IReadOnlyList<string> Remittances,
    int Vouchers,
    Money Amount)
{
    public static PickUpView Of(PickUp pickUp) => new(
        pickUp.Id,
        pickUp.State,
        pickUp.AskedFor,
        pickUp.Day,
        pickUp.DoneOn,
        pickUp.Remittances,
        pickUp.Vouchers,
        pickUp.Amount);
}
