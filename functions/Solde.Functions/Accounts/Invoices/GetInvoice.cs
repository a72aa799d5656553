using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetInvoice
{
    public static async Task<Answer> Handle(string account, string invoice, Command command, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.InvoiceRow(invoice)]);
        return found.Invoices.TryGetValue(invoice, out var document)
            ? Answer.Ok(InvoiceView.Of(document), AccountsJson.Default.InvoiceView)
            : CommonRefusals.NotFound;
    }
}
