using Solde.Functions.Ledger;

namespace Solde.Functions.Items;

internal sealed record ItemView(
    string Id,
    string Name,
    string Category,
    Money UnitPrice,
    IReadOnlyList<string> Taxes,
    IReadOnlyList<string> Forms,
    bool AllowsOfflinePayment,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    IReadOnlyList<DateOnly> Occurrences)
{
    public static ItemView Of(string id, ItemTerms terms) => new(
        id,
        terms.Name,
        terms.Category,
        terms.UnitPrice,
        terms.Taxes,
        terms.Forms,
        terms.AllowsOfflinePayment,
        terms.StartsOn,
        terms.EndsOn,
        terms.Occurrences);
}
