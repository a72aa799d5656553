namespace Solde.Functions.Ledger;

/// <summary>Splits an amount so that the parts add up to it exactly (COM-02, largest remainder).</summary>
public static class MoneySplit
{
    /// <summary>Equal parts; they differ by one minor unit at most, the larger ones first.</summary>
    public static Money[] Evenly(Money amount, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        var weights = new long[parts];
        Array.Fill(weights, 1);
        return ByWeight(amount, weights);
    }

    /// <summary>
    /// Parts in proportion to the weights. None has the other sign than the amount; of equal remainders the first wins.
    /// </summary>
    /// <exception cref="ArgumentException">No weight is above zero, or one is below.</exception>
    public static Money[] ByWeight(Money amount, ReadOnlySpan<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            if (weight < 0)
                throw new ArgumentException("A weight is below zero.", nameof(weights));
            total += weight;
        }
        if (total == 0)
            throw new ArgumentException("No weight is above zero.", nameof(weights));

        var magnitude = Int128.Abs(amount.Minor);
        var sign = Math.Sign(amount.Minor);
        var shares = new Int128[weights.Length];
        var remainders = new (Int128 Remainder, int Index)[weights.Length];
        var left = magnitude;
        for (var i = 0; i < weights.Length; i++)
        {
            (shares[i], var remainder) = Int128.DivRem(magnitude * weights[i], total);
            remainders[i] = (remainder, i);
            left -= shares[i];
        }

        Array.Sort(
            remainders, static (a, b) => a.Remainder != b.Remainder ? b.Remainder.CompareTo(a.Remainder) : a.Index.CompareTo(b.Index));
        for (var i = 0; i < (int)left; i++)
            shares[remainders[i].Index]++;
        return Array.ConvertAll(shares, share => new Money(sign * (long)share, amount.Currency));
    }
}
