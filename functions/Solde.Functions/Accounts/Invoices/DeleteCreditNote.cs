using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Undoes a credit note of a whole invoice by a new entry, as long as nothing was done with its credit: its lines are due again, and what
/// had paid them pays them.
/// </summary>
internal static class DeleteCreditNote
{
    internal static Decision<Account> Decide(Account account, string invoiceId, CreditNoteDraft note, DateTimeOffset now)
    {
        if (account.NotYetRead([invoiceId], credits: [note.Id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Invoices.TryGetValue(invoiceId, out var invoice))
            return CommonRefusals.NotFound;
        var made = invoice.FindCreditNote(note.Id);
        if (made?.DeletedAt is not null)
            return new Decision<Account>.Unchanged(Answer.NoContent);
        if (made is null)
        {
            // Deleted before it got here: when it comes, it is known as deleted.
            return new Decision<Account>.Changed(
                account.With(invoice.With(new InvoiceCreditNote(note.Id, [], now))),
                new JournalNote("CreditNoteDeleted", note.Reason, Corrects: note.Id),
                Answer.NoContent,
                []);
        }
        if (!IsUntouched(account, note.Id))
            return CreditRefusals.Used.With(account.Credits[note.Id].Left, account.Credits[note.Id].Amount);
        if (account.NotYetRead(payments: PayersOf(invoice)) is { Count: > 0 } payers)
            return new Decision<Account>.NeedsRows(payers);
        return Deleted(account, invoice, made, note, now);
    }

    /// <summary>Nothing of its credit went anywhere, or it has none.</summary>
    internal static bool IsUntouched(Account account, string note) => !account.Credits.TryGetValue(note, out var credit) || credit.IsUnused;

    /// <summary>Credits that had paid it were set free when it was taken back.</summary>
    private static IEnumerable<string> PayersOf(Invoice invoice) => invoice.PaidBy.Where(id => !Account.IsCredit(id));

    private static Decision<Account>.Changed Deleted(
        Account account, Invoice invoice, InvoiceCreditNote made, CreditNoteDraft note, DateTimeOffset now)
    {
        var lines = invoice.Lines.Where(line => made.Lines.Contains(line.Id)).ToArray();
        var nothing = Money.Zero(invoice.Total.Currency);
        var unpaid = lines.Aggregate(nothing, (sum, line) => sum + line.Cancelled);
        var paid = lines.Aggregate(nothing, (sum, line) => sum + line.Credited);
        var after = account.With((invoice with
        {
            Lines =
            [
                .. invoice.Lines.Select(line =>
                    made.Lines.Contains(line.Id) ? line with { Cancelled = nothing, Credited = nothing } : line),
            ],
        }).With(made with { DeletedAt = now }));
        foreach (var payment in PayersOf(invoice).Select(id => account.Payments[id]))
        {
            if (payment.Allocations.Any(allocation => allocation.Credit == note.Id))
            {
                after = after.With(payment with
                {
                    Allocations =
                    [
                        .. payment.Allocations.Select(allocation =>
                            allocation.Credit == note.Id ? allocation with { Credit = null } : allocation),
                    ],
                });
            }
        }
        if (account.Credits.GetValueOrDefault(note.Id) is { } credit)
            after = after.With(credit with { VoidedAt = now });
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            after.With(totals with
            {
                Cancelled = checked(totals.Cancelled - unpaid.Minor),
                Credited = checked(totals.Credited - paid.Minor),
            }),
            new JournalNote("CreditNoteDeleted", note.Reason, Corrects: note.Id)
            {
                Postings = Postings.Balanced(
                [
                    .. IssueInvoice.PostingsOf(lines),
                    new Posting(LedgerAccounts.Receivable, -paid),
                    new Posting(LedgerAccounts.CreditsOwed, paid),
                ]),
            },
            Answer.NoContent,
            []);
    }
}
