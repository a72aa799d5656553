using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Cancels an invoice or some of its lines (BIL-06). What was not paid is no longer due; what was paid becomes a credit
/// of the account or goes back to the payments it came from.
/// </summary>
internal static class CancelInvoice
{
    public const string AsCredit = "credit";
    public const string AsRefund = "refund";

    /// <param name="Settle">What becomes of the money that paid the lines: <c>credit</c> or <c>refund</c>.</param>
    /// <param name="Lines">The lines to cancel; all that are not cancelled yet unless given.</param>
    public sealed record Request(string? Settle, string? Reason, IReadOnlyList<string>? Lines = null);

    /// <param name="Credit">The credit note, where money was to become one.</param>
    /// <param name="Refund">The refund, where money goes back.</param>
    public sealed record View(InvoiceView Invoice, CreditView? Credit, RefundView? Refund);

    public static async Task<Answer> Handle(
        string account, string invoice, Request request, Command command, AggregateStore<Account> accounts, TimeProvider clock)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return await accounts.RefusedAsync(account, command, CommonRefusals.ReasonNeeded);
        var errors = new FieldErrors();
        errors.OneOf("settle", request.Settle, [AsCredit, AsRefund]);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength);
        if (request.Lines is not null)
            errors.Items("lines", request.Lines, 1, IssueInvoice.MaxLines);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());

        var now = clock.GetUtcNow();
        var (creditId, refundId) = (IdempotencyKey.NewId("crd"), IdempotencyKey.NewId("ref"));
        return await accounts.ChangeAsync(account, command, current =>
        {
            var cancellation = new Cancellation(invoice, request.Lines, request.Reason, now);
            return request.Settle == AsCredit
                ? Credited(current, cancellation, creditId)
                : Refunded(current, cancellation, refundId, command.Organisation);
        });
    }

    internal sealed record Cancellation(string Invoice, IReadOnlyList<string>? Lines, string Reason, DateTimeOffset At);

    internal static Decision<Account> Credited(Account account, Cancellation cancellation, string creditId)
    {
        if (Unready(account, cancellation) is { } unready)
            return unready;
        var (invoice, lines) = Meant(account, cancellation);
        var zero = Money.Zero(invoice.Total.Currency);
        var paid = lines.Aggregate(zero, (sum, line) => sum + line.Allocated);
        var unpaid = lines.Aggregate(zero, (sum, line) => sum + line.Left);
        var ids = lines.Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        bool IsOnThem(Allocation allocation) => allocation.Invoice == invoice.Id && ids.Contains(allocation.Line);

        var payers = invoice.PaidBy.Where(id => account.Payments[id].Allocations.Any(IsOnThem)).ToArray();
        var credit = paid.IsPositive
            ? new Credit(creditId, paid, cancellation.Reason, cancellation.At, payers, invoice.Id, null, zero, zero)
            : null;
        var after = account.With(invoice with
        {
            Lines = [.. invoice.Lines.Select(line => ids.Contains(line.Id)
                ? line with { Cancelled = line.Left, Credited = line.Allocated }
                : line)],
        });
        foreach (var payment in payers.Select(id => account.Payments[id]))
        {
            after = after.With(payment with
            {
                Allocations = [.. payment.Allocations.Select(allocation => IsOnThem(allocation) ? allocation with { Credit = creditId } : allocation)],
            });
        }
        if (credit is not null)
            after = after.With(credit);
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            after.With(totals with { Cancelled = checked(totals.Cancelled + unpaid.Minor), Credited = checked(totals.Credited + paid.Minor) }),
            NoteOf(cancellation, lines, paid, []),
            ViewOf(after, invoice.Id, credit, null),
            []);
    }

    internal static Decision<Account> Refunded(Account account, Cancellation cancellation, string refundId, string organisation)
    {
        if (Unready(account, cancellation) is { } unready)
            return unready;
        var (invoice, lines) = Meant(account, cancellation);
        var zero = Money.Zero(invoice.Total.Currency);
        var ids = lines.Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
        var shares = new List<RefundShare>();
        var after = account;
        foreach (var id in invoice.PaidBy)
        {
            var onThem = account.Payments[id].Allocations
                .Where(allocation => allocation.Invoice == invoice.Id && ids.Contains(allocation.Line) && allocation.Credit is null)
                .ToArray();
            if (onThem.Length == 0)
                continue;
            var share = new RefundShare(id, onThem.Aggregate(zero, (sum, allocation) => sum + allocation.Amount));
            if (share.Amount > account.Payments[id].Refundable)
                return RefundRefusals.BeyondPayment.With(id, account.Payments[id].Refundable);
            after = Reconciliation.Undo(after, id, onThem.Contains);
            shares.Add(share);
        }
        if (shares.Count > RefundablePayments.MaxPayments)
            return RefundRefusals.TooScattered.With(RefundablePayments.MaxPayments);

        var open = after.Invoices[invoice.Id];
        after = after.With(open with
        {
            Lines = [.. open.Lines.Select(line => ids.Contains(line.Id) ? line with { Cancelled = line.Left } : line)],
        });
        var totals = account.Head!.Totals;
        var total = lines.Aggregate(zero, (sum, line) => sum + line.Total);
        after = after.With(totals with { Cancelled = checked(totals.Cancelled + total.Minor) });
        if (shares.Count == 0)
            return new Decision<Account>.Changed(after, NoteOf(cancellation, lines, zero, []), ViewOf(after, invoice.Id, null, null), []);

        var draft = new RefundDraft(
            refundId, RefundShares.Sum(shares, zero.Currency), zero, cancellation.Reason, cancellation.At, organisation);
        var refund = draft.Numbered(
            shares.Select(share => RefundDraft.PartOf(account.Payments[share.Payment], share.Amount, null)), invoice.Id);
        var begun = Refunding.Begin(after, refund);
        return new Decision<Account>.Changed(
            begun.Account,
            NoteOf(cancellation, lines, zero, begun.Postings),
            ViewOf(begun.Account, invoice.Id, null, refund),
            draft.Announcements(account.Id, refund));
    }

    /// <summary>Null once everything needed is loaded and the lines can be cancelled.</summary>
    private static Decision<Account>? Unready(Account account, Cancellation cancellation)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead([cancellation.Invoice]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Invoices.TryGetValue(cancellation.Invoice, out var invoice))
            return CommonRefusals.NotFound;
        foreach (var id in cancellation.Lines ?? [])
        {
            if (invoice.Lines.FirstOrDefault(line => line.Id == id) is not { } line)
                return RefundRefusals.UnknownLine.With(id);
            if (line.IsCancelled)
                return RefundRefusals.LineCancelled.With(id);
        }
        if (invoice.Lines.All(line => line.IsCancelled))
            return RefundRefusals.LineCancelled.With(invoice.Lines[0].Id);
        if (invoice.PaidBy.Count + 3 > TransactionLimits.Documents)
            return RefundRefusals.TooScattered.With(TransactionLimits.Documents);
        return account.NotYetRead(payments: invoice.PaidBy) is { Count: > 0 } payments ? new Decision<Account>.NeedsRows(payments) : null;
    }

    private static (Invoice Invoice, IReadOnlyList<InvoiceLine> Lines) Meant(Account account, Cancellation cancellation)
    {
        var invoice = account.Invoices[cancellation.Invoice];
        return (invoice, [.. invoice.Lines.Where(line => cancellation.Lines?.Contains(line.Id) ?? !line.IsCancelled)]);
    }

    /// <summary>Revenue and taxes of the lines are no longer earned; what was paid is owed as a credit or about to be refunded.</summary>
    private static JournalNote NoteOf(Cancellation cancellation, IReadOnlyList<InvoiceLine> lines, Money credited, IReadOnlyList<Posting> refunded) =>
        new("InvoiceCancelled", cancellation.Reason, Corrects: cancellation.Invoice)
        {
            Postings = Postings.Balanced(
            [
                .. Postings.Reversed(IssueInvoice.PostingsOf(lines)),
                new Posting(LedgerAccounts.Receivable, credited),
                new Posting(LedgerAccounts.CreditsOwed, -credited),
                .. refunded,
            ]),
        };

    private static Answer ViewOf(Account account, string invoice, Credit? credit, Refund? refund) => Answer.Ok(
        new View(
            InvoiceView.Of(account.Invoices[invoice]),
            credit is null ? null : CreditView.Of(credit),
            refund is null ? null : RefundView.Of(refund)),
        AccountsJson.Default.CancelInvoiceView);
}
