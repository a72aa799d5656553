using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A payment slip (boleto) to be sent or printed.</summary>
/// <param name="LineId">Ours, as in <see cref="DebitOrder"/>.</param>
/// <param name="Reference">What it is for, as the payer knows it: his group and quota.</param>
/// <param name="Language">Of the text around it: fr, en, pt or nl.</param>
/// <param name="Email">Where it goes by e-mail.</param>
/// <param name="Address">Lines of the postal address, where it is printed.</param>
/// <param name="Parts">What the amount is made of; they add up to it.</param>
internal sealed record SlipOrder(
    string LineId,
    string PayerName,
    string? TaxId,
    string Reference,
    DateOnly Due,
    Money Amount,
    string Language,
    string? Email,
    IReadOnlyList<string> Address,
    IReadOnlyList<SlipPart> Parts);

internal sealed record SlipPart(string Text, Money Amount);
