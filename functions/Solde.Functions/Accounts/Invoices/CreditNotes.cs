using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

internal sealed class CreditNotes(AggregateStore<Account> accounts, IOrganisationDirectory organisations, TimeProvider clock) : ICreditNotes
{
    public async Task MakeAsync(string account, string invoice, CreditNoteDraft note, Command command)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var cancellation = new CancelInvoice.Cancellation(invoice, null, note.Reason, profile.Calendar.Today(now), now);
        var answer = await accounts.ChangeAsync(
            account, command with { IdempotencyKey = null }, current => Made(current, cancellation, note.Id));
        if (answer.Refusal is { } refusal)
            throw new InvalidOperationException($"Credit note {note.Id} is refused: {refusal.Kind.Code}.");
    }

    public async Task<bool> DeleteAsync(string account, string invoice, CreditNoteDraft note, Command command)
    {
        var now = clock.GetUtcNow();
        var answer = await accounts.ChangeAsync(
            account, command with { IdempotencyKey = null }, current => DeleteCreditNote.Decide(current, invoice, note, now));
        return answer.Refusal is null;
    }

    public async Task<bool> CanBeDeletedAsync(
        string organisation, string account, string invoice, string note, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(
            organisation, account, cancellation, [Account.InvoiceRow(invoice), Account.CreditRow(note)]);
        return DeleteCreditNote.IsUntouched(found, note);
    }

    /// <summary>The note is written on its invoice, so that a deleted one that is told of late is not made again.</summary>
    internal static Decision<Account> Made(Account account, CancelInvoice.Cancellation cancellation, string note)
    {
        if (account.NotYetRead([cancellation.Invoice]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Invoices.TryGetValue(cancellation.Invoice, out var invoice))
            return CommonRefusals.NotFound;
        // Nothing is left to take back where it was cancelled whole by other means.
        if (invoice.FindCreditNote(note) is not null || invoice.Lines.All(line => line.IsCancelled))
            return new Decision<Account>.Unchanged(Answer.NoContent);
        var lines = invoice.Lines.Where(line => !line.IsCancelled).Select(line => line.Id).ToArray();
        var decision = CancelInvoice.Credited(account, cancellation, note);
        if (decision is not Decision<Account>.Changed changed)
            return decision;
        var credited = changed.After.Invoices[invoice.Id];
        return changed with { After = changed.After.With(credited.With(new InvoiceCreditNote(note, lines))) };
    }
}
