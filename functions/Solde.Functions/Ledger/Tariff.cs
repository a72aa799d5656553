using System.Text.Json.Serialization;

namespace Solde.Functions.Ledger;

/// <summary>What a fee costs: a percentage of an amount, a fixed amount, or both. Zero in both is no fee.</summary>
/// <param name="RatePartsPerMillion">3.5 % is 35000.</param>
public sealed record Tariff(int RatePartsPerMillion, Money Fixed)
{
    /// <summary>Nobody's fee is more than what it is a fee of.</summary>
    public const int MaxRate = 1_000_000;

    [JsonIgnore]
    public bool IsNone => RatePartsPerMillion == 0 && Fixed.IsZero;

    public static Tariff None(string currency) => new(0, Money.Zero(currency));

    /// <summary>The fixed part is whole, so rounding the percentage alone rounds the sum once (COM-02).</summary>
    public Money On(Money amount) => Money.Rounded(amount.Minor * (decimal)RatePartsPerMillion / 1_000_000, amount.Currency) + Fixed;
}
