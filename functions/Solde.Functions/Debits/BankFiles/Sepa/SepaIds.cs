using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

internal static class Bics
{
    public static bool IsValid(string? bic) =>
        bic is { Length: 8 or 11 } && PlainText.IsId(bic, 11) && bic.AsSpan(4, 2).IndexOfAnyExceptInRange('A', 'Z') < 0;
}

/// <summary>SEPA creditor identifiers: country, check digits, a business code that the check leaves out, and the national id.</summary>
internal static class CreditorIds
{
    public static bool IsValid(string? id) =>
        id is { Length: >= 8 and <= 35 }
        && PlainText.IsId(id, 35)
        && Iban.BeginsWithCountry(id)
        && Iban.Modulo97(id[7..] + id[..4]) == 1;
}
