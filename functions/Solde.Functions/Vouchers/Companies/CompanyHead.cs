using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Vouchers;

/// <param name="Name">Personal: of a company that is one person it is his.</param>
/// <param name="BillingAccount">The account that its invoices are charged to; null where it has none.</param>
/// <param name="LastVisit">How far the company has seen what changed; null before its first visit.</param>
/// <param name="LastRemittances">Those that ended last, newest first.</param>
/// <param name="Version">Rises with each change of what can be edited; the API's ETag.</param>
internal sealed record CompanyHead(
    [property: Personal] string Name,
    [property: Personal] string Email,
    string Language,
    string? BillingAccount,
    FinancialContact? FinancialContact,
    DateTimeOffset? LastVisit,
    IReadOnlyList<string> LastRemittances,
    IReadOnlyList<string> LastPickUps,
    int Version,
    DateTimeOffset OpenedAt)
{
    public const int MaxLast = 10;

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    public static IReadOnlyList<string> Last(IReadOnlyList<string> known, string newest) =>
        [newest, .. known.Where(id => id != newest).Take(MaxLast - 1)];
}

/// <summary>Whom the issuer writes to about money.</summary>
internal sealed record FinancialContact(
    [property: Personal] string Name, [property: Personal] string Email, [property: Personal] string? Phone = null);
