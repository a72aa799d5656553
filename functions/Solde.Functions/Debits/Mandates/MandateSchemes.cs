namespace Solde.Functions.Debits;

/// <summary>What each scheme says of mandates.</summary>
internal static class MandateSchemes
{
    public const string Febraban = "febraban150";
    public const string Sepa = "sepa";
    public const string Cpa = "cpa005";

    public static readonly IReadOnlyList<MandateScheme> All =
    [
        // Its version 08 lets the bank drop a mandate that rested for three months; a line without an amount counts as movement.
        new(Febraban, "BRL", PreNotificationDays: 0, DormancyMonths: 3, IsKeptAlive: true),
        // A debit is announced 14 days before unless less was agreed; 36 months without one end the mandate.
        new(Sepa, "EUR", PreNotificationDays: 14, DormancyMonths: 36, IsKeptAlive: false),
        // Rule H1: notice of ten days unless the agreement says less. It knows no dormancy.
        new(Cpa, "CAD", PreNotificationDays: 10, DormancyMonths: null, IsKeptAlive: false),
    ];

    /// <summary>Null where amounts of a currency are not debited by file.</summary>
    public static MandateScheme? OfCurrency(string currency) => All.FirstOrDefault(scheme => scheme.Currency == currency);

    public static MandateScheme Find(string name) => All.First(scheme => scheme.Name == name);
}

/// <param name="PreNotificationDays">Unless the organisation agreed on others.</param>
/// <param name="DormancyMonths">The most that an organisation may set; null for no limit.</param>
/// <param name="IsKeptAlive">A line without an amount lets the time begin anew.</param>
internal sealed record MandateScheme(string Name, string Currency, int PreNotificationDays, int? DormancyMonths, bool IsKeptAlive);
