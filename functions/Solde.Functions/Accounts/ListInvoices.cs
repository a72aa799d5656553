using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's invoices, oldest or newest first, by state (COM-09).</summary>
internal static class ListInvoices
{
    public static async Task<Answer> Handle(
        string account,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents,
        AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, InvoiceStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var invoices = documents.InvoicesAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(invoice => state is null || invoice.State == state);
        var page = await list.PageAsync(invoices, invoice => invoice.Id, command.CancellationToken);
        if (page.Items.Count == 0 && !(await accounts.ReadAsync(command.Organisation, account, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        return Cursor.Answer(
            new Page<InvoiceView>([.. page.Items.Select(InvoiceView.Of)], page.Next), AccountsJson.Default.PageInvoiceView);
    }
}
