using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>Changes what a company is called, how it is written to, and which account it is billed on.</summary>
internal static class ChangeCompany
{
    /// <param name="Language">As before unless given.</param>
    /// <param name="BillingAccount">None unless given.</param>
    public sealed record Request(string? Name, string? Email, string? Language = null, string? BillingAccount = null);

    public static async Task<Answer> Handle(
        string company, Request request, Command command, AggregateStore<Company> companies, IAccountContacts accounts, VoucherTerms terms)
    {
        var wanted = new OpenCompany.Request(null, request.Name, request.Email, request.Language, request.BillingAccount);
        var errors = await OpenCompany.CheckAsync(wanted, command, accounts);
        if (errors.Any)
            return errors.ToRefusal();
        var moment = await terms.NowAsync(command);
        return await companies.ChangeAsync(company, command, current => Decide(current, wanted, command.IfMatch, moment));
    }

    internal static Decision<Company> Decide(Company company, OpenCompany.Request request, string? ifMatch, VoucherMoment moment)
    {
        if (company.Head is not { } head)
            return CommonRefusals.NotFound;
        if (ifMatch is not null && ifMatch != head.ETag)
            return CommonRefusals.Stale;
        var changed = head with
        {
            Name = request.Name!,
            Email = request.Email!,
            Language = request.Language ?? head.Language,
            BillingAccount = request.BillingAccount,
        };
        if (changed == head)
            return new Decision<Company>.Unchanged(View(company));
        var after = company with { Head = changed with { Version = head.Version + 1 } };
        return new Decision<Company>.Changed(
            after, new JournalNote("CompanyChanged"), View(after), [CompanyNamed.Announce(moment.Organisation, company.Id)]);
    }

    internal static Answer View(Company company) =>
        Answer.Ok(CompanyView.Of(company), VouchersJson.Default.CompanyView, company.Head!.ETag);
}
