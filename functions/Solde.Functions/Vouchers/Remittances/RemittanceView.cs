using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <param name="State">See <see cref="RemittanceStates"/>.</param>
/// <param name="Services">From which vouchers were taken up so far.</param>
internal sealed record RemittanceView(
    string Id,
    string Kind,
    string State,
    DateTimeOffset MadeAt,
    DateTimeOffset? AskedAt,
    int Services,
    int Vouchers,
    Money Amount,
    string? Envelope,
    string? PickUp,
    DateOnly? ReimbursedOn)
{
    public static RemittanceView Of(Remittance remittance) => new(
        remittance.Id,
        remittance.Kind,
        remittance.State,
        remittance.MadeAt,
        remittance.AskedAt,
        remittance.Services,
        remittance.Vouchers,
        remittance.Amount,
        remittance.Envelope,
        remittance.PickUp,
        remittance.ReimbursedOn);
}

/// <param name="LeftOver">Services with vouchers to ask for that this remittance did not take in, 10,000 at most: make another one.</param>
internal sealed record MadeRemittanceView(RemittanceView Remittance, int LeftOver);

/// <param name="Services">Each with its vouchers, in the order of their asking.</param>
internal sealed record RemittanceDetailsView(RemittanceView Remittance, IReadOnlyList<TakenServiceView> Services);

internal sealed record TakenServiceView(string Wallet, string Service, int Vouchers, Money Amount, IReadOnlyList<RunView> Numbers);
