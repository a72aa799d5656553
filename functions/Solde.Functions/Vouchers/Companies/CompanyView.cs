namespace Solde.Functions.Vouchers;

internal sealed record CompanyView(
    string Id,
    string Name,
    string Email,
    string Language,
    string? BillingAccount,
    FinancialContact? FinancialContact,
    DateTimeOffset? LastVisit,
    DateTimeOffset OpenedAt)
{
    public static CompanyView Of(Company company)
    {
        var head = company.Head!;
        return new(
            company.Id,
            head.Name,
            head.Email,
            head.Language,
            head.BillingAccount,
            head.FinancialContact,
            head.LastVisit,
            head.OpenedAt);
    }
}
