using System.Globalization;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>A month as it stands in addresses and requests, such as <c>2026-04</c>.</summary>
internal static class DebitMonth
{
    private static readonly Text NoMonth = new(
        "must be a month such as 2026-04",
        "doit être un mois comme 2026-04",
        "deve ser um mês como 2026-04",
        "moet een maand als 2026-04 zijn");

    /// <summary>Line ids hold two digits of a year: those of this century.</summary>
    public static bool IsMonth(string? text) =>
        text is { Length: 7 }
        && DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
        && month.Year is >= 2000 and < 2100;

    public static void Check(string field, string? text, FieldErrors errors, bool needed = true)
    {
        if ((needed || text is not null) && !IsMonth(text))
            errors.Add(field, NoMonth);
    }
}
