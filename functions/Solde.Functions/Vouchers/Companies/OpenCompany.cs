using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>Takes in a company that is paid with vouchers.</summary>
internal static class OpenCompany
{
    private static readonly Text NoAccount = new("is no account", "n'est pas un compte", "não é uma conta", "is geen rekening");

    /// <param name="Id">The issuer's own number for it; one is made unless given.</param>
    /// <param name="Language">The organisation's unless given.</param>
    public sealed record Request(string? Id, string? Name, string? Email, string? Language = null, string? BillingAccount = null);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Company> companies, IAccountContacts accounts, VoucherTerms terms)
    {
        var moment = await terms.NowAsync(command);
        var errors = await CheckAsync(request, command, accounts);
        errors.Id("id", request.Id, needed: false);
        if (errors.Any)
            return errors.ToRefusal();
        var id = request.Id ?? IdempotencyKey.DerivedId("com", command);
        return await companies.ChangeAsync(id, command, company => Decide(company, request, moment));
    }

    internal static async Task<FieldErrors> CheckAsync(Request request, Command command, IAccountContacts accounts)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Email("email", request.Email);
        errors.OneOf("language", request.Language, Language.All, needed: false);
        errors.Id("billingAccount", request.BillingAccount, needed: false);
        if (request.BillingAccount is { } account && Ids.IsValid(account)
            && await accounts.FindAsync(command.Organisation, account, command.CancellationToken) is null)
            errors.Add("billingAccount", NoAccount);
        return errors;
    }

    internal static Decision<Company> Decide(Company company, Request request, VoucherMoment moment)
    {
        if (company.Exists)
            return CompanyRefusals.CompanyExists.With(company.Id);
        var opened = company with
        {
            Head = new CompanyHead(
                request.Name!,
                request.Email!,
                request.Language ?? moment.Profile.Language,
                request.BillingAccount,
                FinancialContact: null,
                LastVisit: null,
                [],
                [],
                1,
                moment.Now),
        };
        return new Decision<Company>.Changed(
            opened,
            new JournalNote("CompanyOpened"),
            Answer.Created(
                CompanyView.Of(opened), VouchersJson.Default.CompanyView, $"/api/v1/vouchers/companies/{company.Id}", opened.Head.ETag),
            [CompanyNamed.Announce(moment.Organisation, company.Id)]);
    }
}
