namespace Solde.Functions.Ledger;

/// <summary>The ISO 4217 currencies that organisations may count in, with the number of digits of their minor unit.</summary>
public static class Currency
{
    private static readonly Dictionary<string, int> MinorDigits = new(StringComparer.Ordinal)
    {
        ["CAD"] = 2,
        ["EUR"] = 2,
        ["BRL"] = 2,
        ["USD"] = 2,
        ["GBP"] = 2,
        ["CHF"] = 2,
        ["JPY"] = 0,
        ["TND"] = 3,
    };

    public static bool IsKnown(string code) => MinorDigits.ContainsKey(code);

    /// <exception cref="ArgumentException">The currency is not known.</exception>
    public static int Digits(string code) =>
        MinorDigits.TryGetValue(code, out var digits) ? digits : throw new ArgumentException(
            $"'{code}' is no currency known here.", nameof(code));
}
