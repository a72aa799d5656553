using System.Globalization;

namespace Solde.Platform.Storage;

/// <summary>Writes values into a filter such that none of them can become part of the filter's grammar.</summary>
internal static class TableFilter
{
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = Array.ConvertAll(filter.GetArguments(), object? (argument) => Literal(argument));
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value) => value switch
    {
        null => throw new ArgumentException("A filter cannot compare with null: a property that is null is not stored.", nameof(value)),
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        // Without the L, Azurite finds no row, and on an Int32 property it would fail.
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        double number => Literal(number),
        DateTimeOffset time => $"datetime'{TableValues.Format(time)}'",
        Guid id => $"guid'{id:D}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        _ => throw new ArgumentException($"A filter cannot compare with a value of type {value.GetType().Name}.", nameof(value)),
    };

    private static string Literal(double number)
    {
        if (!double.IsFinite(number)) throw new ArgumentException($"A filter cannot compare with {number}.", nameof(number));
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        // Azurite takes an exponent for a name and finds nothing; without a point the literal would be an Int32.
        if (text.Contains('E', StringComparison.Ordinal)) text = number.ToString("F340", CultureInfo.InvariantCulture).TrimEnd('0');
        if (text.EndsWith('.')) return text + "0";
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }
}
