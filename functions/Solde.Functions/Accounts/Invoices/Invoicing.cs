using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

internal sealed class Invoicing(AggregateStore<Account> accounts, IOrganisationDirectory organisations, TimeProvider clock) : IInvoicing
{
    public async Task IssueAsync(string account, InvoiceDraft draft, Command command)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        // Idempotent by the invoice's id: the caller's key belongs to the aggregate that his call addresses.
        var answer = await accounts.ChangeAsync(
            account, command with { IdempotencyKey = null }, current => Decide(current, draft, command.Organisation, profile, now));
        if (answer.Refusal is { } refusal)
            throw new InvalidOperationException($"Invoice {draft.Id} is refused: {refusal.Kind.Code}.");
    }

    public async Task<IReadOnlyDictionary<string, InvoiceStanding>?> OpenAsync(
        string organisation, string account, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation);
        return found.Exists
            ? found.Invoices.Values.Where(invoice => invoice.IsOpen)
                .ToDictionary(invoice => invoice.Id, invoice => StandingOf(found, invoice), StringComparer.Ordinal)
            : null;
    }

    public async Task<InvoiceStanding?> FindAsync(string organisation, string account, string invoice, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation, [Account.InvoiceRow(invoice)]);
        if (!found.Invoices.TryGetValue(invoice, out var known))
            return null;
        if (found.NotYetRead(payments: known.PaidBy) is not { Count: > 0 } unread)
            return StandingOf(found, known);
        var whole = await accounts.ReadAsync(organisation, account, cancellation, [Account.InvoiceRow(invoice), .. unread]);
        return StandingOf(whole, whole.Invoices[invoice]);
    }

    internal static Decision<Account> Decide(
        Account account, InvoiceDraft draft, string organisation, OrganisationProfile profile, DateTimeOffset now)
    {
        if (account.NotYetRead([draft.Id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        return account.Invoices.ContainsKey(draft.Id)
            ? new Decision<Account>.Unchanged(Answer.NoContent)
            : IssueInvoice.Decide(
                account,
                draft.Id,
                new IssueInvoice.Request(draft.Lines, draft.IssueDate),
                ItemDefaults.None,
                organisation,
                profile,
                now,
                draft.OnlineFee);
    }

    private static InvoiceStanding StandingOf(Account account, Invoice invoice)
    {
        var zero = Money.Zero(invoice.Total.Currency);
        var paid = invoice.PaidBy
            .SelectMany(id => account.Payments.GetValueOrDefault(id)?.OnlineFee?.Lines ?? [])
            .Where(line => line.For == invoice.Id)
            .Aggregate(zero, (sum, line) => sum + line.Amount);
        var asked = invoice.Uncovered is { IsPositive: true } rest ? invoice.OnlineFee?.Tariff.On(rest) ?? zero : zero;
        return new InvoiceStanding(invoice.State, invoice.Number, invoice.Total, invoice.Left, asked, paid);
    }
}
