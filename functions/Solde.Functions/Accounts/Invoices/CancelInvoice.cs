using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

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
        string account,
        string invoice,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.OneOf("settle", request.Settle, [AsCredit, AsRefund]);
        errors.Reason(request.Reason);
        if (request.Lines is not null)
            errors.Items("lines", request.Lines, 1, IssueInvoice.MaxLines);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());

        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var (creditId, refundId) = (IdempotencyKey.NewId("crd"), IdempotencyKey.NewId("ref"));
        return await accounts.ChangeAsync(account, command, current =>
        {
            var cancellation = new Cancellation(invoice, request.Lines, request.Reason!, profile.Calendar.Today(now), now);
            return request.Settle == AsCredit
                ? Credited(current, cancellation, creditId)
                : Refunded(current, cancellation, refundId, command.Organisation);
        });
    }

    internal sealed record Cancellation(string Invoice, IReadOnlyList<string>? Lines, string Reason, DateOnly Today, DateTimeOffset At);

    internal static Decision<Account> Credited(Account account, Cancellation cancellation, string creditId)
    {
        if (Unready(account, cancellation) is { } unready)
            return unready;
        var freed = FreeLines(account, cancellation);
        var (invoice, lines) = Meant(freed, cancellation);
        var paid = Sum(lines, line => line.Allocated);
        var unpaid = Sum(lines, line => line.Left);
        bool IsOnThem(Allocation allocation) => allocation.Invoice == invoice.Id && lines.Any(line => line.Id == allocation.Line);

        var after = Changed(freed, invoice, lines, line => line with { Cancelled = line.Left, Credited = line.Allocated });
        var payers = invoice.PaidBy.Where(id => freed.Payments.GetValueOrDefault(id)?.Allocations.Any(IsOnThem) == true).ToArray();
        foreach (var payment in payers.Select(id => freed.Payments[id]))
        {
            after = after.With(payment with
            {
                Allocations = [.. payment.Allocations.Select(allocation => IsOnThem(allocation) ? allocation with { Credit = creditId } : allocation)],
            });
        }
        var credit = paid.IsPositive
            ? Credit.New(
                creditId, CreditKinds.Cancellation, paid, cancellation.Reason, cancellation.Today, cancellation.At, payers, invoice.Id)
            : null;
        if (credit is not null)
            after = after.With(credit);
        var totals = account.Head!.Totals;
        return new Decision<Account>.Changed(
            after.With(totals with { Cancelled = checked(totals.Cancelled + unpaid.Minor), Credited = checked(totals.Credited + paid.Minor) }),
            NoteOf(cancellation, lines, paid, CreditUse.PostingsOf(account, freed)),
            ViewOf(after, invoice.Id, credit, null),
            []);
    }

    internal static Decision<Account> Refunded(Account account, Cancellation cancellation, string refundId, string organisation)
    {
        if (Unready(account, cancellation) is { } unready)
            return unready;
        var freed = FreeLines(account, cancellation);
        var (invoice, lines) = Meant(freed, cancellation);
        var shares = new List<RefundShare>();
        var after = freed;
        // A credit among them pays other lines.
        foreach (var id in invoice.PaidBy.Where(freed.Payments.ContainsKey))
        {
            var payment = freed.Payments[id];
            var onThem = payment.Allocations
                .Where(allocation => allocation.Invoice == invoice.Id && allocation.Credit is null && lines.Any(line => line.Id == allocation.Line))
                .ToArray();
            if (onThem.Length == 0)
                continue;
            var share = new RefundShare(id, onThem.Aggregate(Money.Zero(invoice.Total.Currency), (sum, allocation) => sum + allocation.Amount));
            if (share.Amount > payment.Refundable)
                return RefundRefusals.BeyondPayment.With(id, payment.Refundable);
            after = Reconciliation.Undo(after, id, onThem.Contains);
            shares.Add(share);
        }
        if (shares.Count > RefundablePayments.MaxPayments)
            return RefundRefusals.TooScattered.With(RefundablePayments.MaxPayments);

        after = Changed(after, after.Invoices[invoice.Id], lines, line => line with { Cancelled = line.Left });
        var totals = account.Head!.Totals;
        after = after.With(totals with { Cancelled = checked(totals.Cancelled + Sum(lines, line => line.Total).Minor) });
        var used = CreditUse.PostingsOf(account, freed);
        var nothing = Money.Zero(invoice.Total.Currency);
        if (shares.Count == 0)
            return new Decision<Account>.Changed(after, NoteOf(cancellation, lines, nothing, used), ViewOf(after, invoice.Id, null, null), []);

        var draft = new RefundDraft(
            refundId, RefundShares.Sum(shares, nothing.Currency), nothing, cancellation.Reason, cancellation.At, organisation);
        var refund = draft.Numbered(
            shares.Select(share => RefundDraft.PartOf(account.Payments[share.Payment], share.Amount, null)), invoice.Id);
        var begun = Refunding.Begin(after, refund);
        return new Decision<Account>.Changed(
            begun.Account,
            NoteOf(cancellation, lines, nothing, [.. used, .. begun.Postings]),
            ViewOf(begun.Account, invoice.Id, null, refund),
            draft.Announcements(account.Id, refund));
    }

    /// <summary>
    /// However the rest is settled: what credit notes had paid of the lines is theirs again, and an e-cheque at the bank goes
    /// elsewhere when it arrives.
    /// </summary>
    private static Account FreeLines(Account account, Cancellation cancellation)
    {
        var (invoice, lines) = Meant(account, cancellation);
        foreach (var payment in ProvisionalMoney.On(account, invoice.Id))
        {
            account = ProvisionalMoney.TakeOff(
                account, payment, allocation => allocation.Invoice == invoice.Id && lines.Any(line => line.Id == allocation.Line));
        }
        foreach (var credit in invoice.PaidBy.Where(account.Credits.ContainsKey))
        {
            account = Reconciliation.Undo(
                account, credit, allocation => allocation.Invoice == invoice.Id && lines.Any(line => line.Id == allocation.Line));
        }
        return account;
    }

    private static Account Changed(Account account, Invoice invoice, IReadOnlyList<InvoiceLine> lines, Func<InvoiceLine, InvoiceLine> change) =>
        account.With(invoice with
        {
            Lines = [.. invoice.Lines.Select(line => lines.Any(meant => meant.Id == line.Id) ? change(line) : line)],
        });

    private static Money Sum(IReadOnlyList<InvoiceLine> lines, Func<InvoiceLine, Money> amount) =>
        lines.Aggregate(Money.Zero(lines[0].Total.Currency), (sum, line) => sum + amount(line));

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
        if (invoice.PaidBy.Count + ProvisionalMoney.On(account, invoice.Id).Count + 3 > TransactionLimits.Documents)
            return RefundRefusals.TooScattered.With(TransactionLimits.Documents);
        return account.FundsNotYetRead(invoice.PaidBy) is { Count: > 0 } funds ? new Decision<Account>.NeedsRows(funds) : null;
    }

    private static (Invoice Invoice, IReadOnlyList<InvoiceLine> Lines) Meant(Account account, Cancellation cancellation)
    {
        var invoice = account.Invoices[cancellation.Invoice];
        return (invoice, [.. invoice.Lines.Where(line => cancellation.Lines?.Contains(line.Id) ?? !line.IsCancelled)]);
    }

    /// <summary>Revenue and taxes of the lines are no longer earned; what was paid is owed as a credit or about to be refunded.</summary>
    private static JournalNote NoteOf(Cancellation cancellation, IReadOnlyList<InvoiceLine> lines, Money credited, IReadOnlyList<Posting> more) =>
        new("InvoiceCancelled", cancellation.Reason, Corrects: cancellation.Invoice)
        {
            Postings = Postings.Balanced(
            [
                .. Postings.Reversed(IssueInvoice.PostingsOf(lines)),
                new Posting(LedgerAccounts.Receivable, credited),
                new Posting(LedgerAccounts.CreditsOwed, -credited),
                .. more,
            ]),
        };

    private static Answer ViewOf(Account account, string invoice, Credit? credit, Refund? refund) => Answer.Ok(
        new View(
            InvoiceView.Of(account.Invoices[invoice]),
            credit is null ? null : CreditView.Of(credit),
            refund is null ? null : RefundView.Of(refund)),
        AccountsJson.Default.CancelInvoiceView);
}
