using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>The company says whom the issuer writes to about money (VOU-12).</summary>
internal static class ChangeFinancialContact
{
    private const int PhoneLength = 40;

    public sealed record Request(string? Name, string? Email, string? Phone = null);

    public static async Task<Answer> Handle(string company, Request request, Command command, AggregateStore<Company> companies)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Email("email", request.Email);
        errors.Text("phone", request.Phone, PhoneLength, needed: false);
        return errors.Any
            ? errors.ToRefusal()
            : await companies.ChangeAsync(company, command, current => Decide(current, request, command.IfMatch));
    }

    internal static Decision<Company> Decide(Company company, Request request, string? ifMatch)
    {
        if (company.Head is not { } head)
            return CommonRefusals.NotFound;
        if (ifMatch is not null && ifMatch != head.ETag)
            return CommonRefusals.Stale;
        var contact = new FinancialContact(request.Name!, request.Email!, request.Phone);
        if (contact == head.FinancialContact)
            return new Decision<Company>.Unchanged(ChangeCompany.View(company));
        var after = company with { Head = head with { FinancialContact = contact, Version = head.Version + 1 } };
        return new Decision<Company>.Changed(after, new JournalNote("FinancialContactChanged"), ChangeCompany.View(after), []);
    }
}
