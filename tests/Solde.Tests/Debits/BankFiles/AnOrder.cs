using Solde.Functions.Debits;
using Solde.Functions.Ledger;

namespace Solde.Tests.Debits;

/// <summary>Orders of each scheme, one line each.</summary>
internal static class AnOrder
{
    public static readonly DateOnly Due = new(2026, 12, 7);

    private static readonly string[] Ibans = ["FR7630006000011234567890189", "BE68539007547034", "DE89370400440532013000", "NL91ABNA0417164300"];

    public static DebitOrder In(BankAgreement agreement, int number, long minor = 12_550, string kind = DebitOrderKinds.Debit) =>
        agreement.Scheme switch
        {
            BankSchemes.Febraban => Brazilian(number, minor, kind),
            BankSchemes.Sepa => European(number, minor),
            _ => Canadian(number, minor),
        };

    public static DebitOrder Brazilian(int number, long minor = 12_550, string kind = DebitOrderKinds.Debit) => new(
        $"L{number:D6}", kind, new Money(minor, "BRL"), Due, "José Conceição", new BankAccount($"{number:D10}", "0123"),
        $"{number + 7_000_000:D10}", TaxId: number % 2 == 0 ? "12345678909" : "11222333000181");

    public static DebitOrder European(int number, long minor = 12_550) => new(
        $"L{number:D6}", DebitOrderKinds.Debit, new Money(minor, "EUR"), Due, "Zoë d'Hondt", new BankAccount(Ibans[number % Ibans.Length]),
        $"MND-{number:D6}", new DateOnly(2026, 3, 14), Statement: $"Facture n° {number}");

    public static DebitOrder Canadian(int number, long minor = 12_550) => new(
        $"L{number:D6}", DebitOrderKinds.Debit, new Money(minor, "CAD"), Due, "Éloïse O'Brien-Tremblay",
        new BankAccount($"{number:D7}", "54321", "815"), $"PAD{number}", Statement: "Décembre");
}
