using System.Globalization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Amounts as messages of ISO 20022 write them: a point, and as many decimals as the currency has.</summary>
internal static class SepaAmounts
{
    public static string Text(Money amount) => amount.ToString()[..^(amount.Currency.Length + 1)];

    /// <summary>Null where it is no amount of a currency that we know, or has parts of a cent.</summary>
    public static Money? Find(string text, string currency)
    {
        if (!Currency.IsKnown(currency)
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > Money.MaxMinor)
            return null;
        for (var digits = Currency.Digits(currency); digits > 0; digits--)
            amount *= 10;
        return amount == decimal.Truncate(amount) ? Money.Rounded(amount, currency) : null;
    }
}
