namespace Solde.Functions.Vouchers;

/// <param name="Iban">Masked (COM-12).</param>
/// <param name="State">See <see cref="MandateStates"/>.</param>
internal sealed record MandateView(
    string Reference, string State, string Holder, string Iban, DateTimeOffset AskedAt, DateOnly? SignedOn, DateTimeOffset? CancelledAt)
{
    public static MandateView Of(Mandate mandate) => new(
        mandate.Reference,
        mandate.State,
        mandate.Holder,
        mandate.MaskedIban,
        mandate.AskedAt,
        mandate.SignedOn,
        mandate.CancelledAt);
}
