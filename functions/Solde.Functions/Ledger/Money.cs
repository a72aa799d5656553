using System.Globalization;
using System.Text.Json.Serialization;

namespace Solde.Functions.Ledger;

/// <summary>A whole number of minor units (cents) of one currency. Arithmetic is checked and never mixes currencies.</summary>
/// <param name="Minor">Minor units: 12.50 CAD is 1250.</param>
/// <param name="Currency">ISO 4217 code.</param>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>A single amount above this is a typing error, not money (ten thousand million in two-digit currencies).</summary>
    public const long MaxMinor = 1_000_000_000_000;

    public bool IsZero => Minor == 0;

    public bool IsPositive => Minor > 0;

    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + right.MinorIn(left.Currency)), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - right.MinorIn(left.Currency)), left.Currency);

    public static Money operator -(Money value) => new(checked(-value.Minor), value.Currency);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    /// <summary>An exact product, rounded half away from zero once at the end (COM-02).</summary>
    public static Money Rounded(decimal minor, string currency) =>
        new(checked((long)decimal.Round(minor, MidpointRounding.AwayFromZero)), currency);

    public int CompareTo(Money other) => Minor.CompareTo(other.MinorIn(Currency));

    /// <summary>For people and documents: <c>12.50 CAD</c>.</summary>
    public override string ToString()
    {
        var digits = Ledger.Currency.Digits(Currency);
        var scale = 1m;
        for (var i = 0; i < digits; i++)
            scale *= 10;
        return (Minor / scale).ToString("F" + digits, CultureInfo.InvariantCulture) + " " + Currency;
    }

    /// <exception cref="InvalidOperationException">The currencies differ: a bug, since requests are checked at the edge.</exception>
    private long MinorIn(string currency) => string.Equals(Currency, currency, StringComparison.Ordinal)
        ? Minor
        : throw new InvalidOperationException($"Amounts in {currency} and {Currency} never mix.");
}
