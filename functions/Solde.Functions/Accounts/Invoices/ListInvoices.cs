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
        AccountDocuments documents)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, InvoiceStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var invoices = documents.InvoicesAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(invoice => state is null || invoice.State == state);
        return await documents.AnswerAsync(
            account, list, invoices, invoice => invoice.Id, InvoiceView.Of, AccountsJson.Default.PageInvoiceView, command);
    }
}
