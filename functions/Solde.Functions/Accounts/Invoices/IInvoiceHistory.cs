using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's invoices for an area that shows them as its own, answered as the account's own endpoints do.</summary>
internal interface IInvoiceHistory
{
    Task<Answer> ListAsync(string account, string? state, string? order, string? cursor, int? limit, Command command);

    Task<Answer> ReadAsync(string account, string invoice, Command command);
}

internal sealed class InvoiceHistory(AccountDocuments documents, AggregateStore<Account> accounts) : IInvoiceHistory
{
    public Task<Answer> ListAsync(string account, string? state, string? order, string? cursor, int? limit, Command command) =>
        ListInvoices.Handle(account, state, order, cursor, limit, command, documents);

    public Task<Answer> ReadAsync(string account, string invoice, Command command) =>
        GetInvoice.Handle(account, invoice, command, accounts);
}
