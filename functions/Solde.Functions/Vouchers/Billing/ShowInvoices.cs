using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>What a company is charged, old invoices and open ones, with their details (VOU-12).</summary>
internal static class ShowInvoices
{
    public static Task<Answer> HandleList(
        string company,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<Company> companies,
        IInvoiceHistory invoices) =>
        OfAccountAsync(company, command, companies, account => invoices.ListAsync(account, state, order, cursor, limit, command));

    public static Task<Answer> HandleOne(
        string company, string invoice, Command command, AggregateStore<Company> companies, IInvoiceHistory invoices) =>
        OfAccountAsync(company, command, companies, account => invoices.ReadAsync(account, invoice, command));

    private static async Task<Answer> OfAccountAsync(
        string company, Command command, AggregateStore<Company> companies, Func<string, Task<Answer>> ask)
    {
        var found = await companies.ReadAsync(command.Organisation, company, command.CancellationToken);
        if (found.Head is not { } head)
            return CommonRefusals.NotFound;
        return head.BillingAccount is { } account ? await ask(account) : CompanyRefusals.NoBillingAccount;
    }
}
