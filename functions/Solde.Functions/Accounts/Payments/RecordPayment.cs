using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Writes down an offline payment and reconciles it in the same step (BIL-09, BIL-18).</summary>
internal static class RecordPayment
{
    private static readonly Text InFuture = new("is in the future", "est dans le futur", "está no futuro", "ligt in de toekomst");

    /// <param name="Invoices">What it pays; all open lines in the organisation's order unless given.</param>
    /// <param name="ReceivedOn">Today unless given.</param>
    /// <param name="Payer">Who paid, where he is not the owner.</param>
    public sealed record Request(
        string? Method,
        Money? Amount,
        IReadOnlyList<string>? Invoices = null,
        DateOnly? ReceivedOn = null,
        string? Payer = null,
        string? Note = null);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var today = profile.Calendar.Today(now);
        var errors = Check(request, profile, today);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        if (!profile.Settings.OfflineMethods.Contains(request.Method!))
            return await accounts.RefusedAsync(account, command, AccountRefusals.UnknownMethod.With(request.Method!));

        var payment = new Payment(
            IdempotencyKey.NewId("pay"),
            request.Method!,
            request.Amount!.Value,
            PaymentStates.Recorded,
            request.ReceivedOn ?? today,
            now,
            request.Payer,
            request.Note,
            request.Invoices ?? [],
            [],
            null);
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, payment, command.Organisation, profile.Settings.AllocationOrder, today));
    }

    internal static Decision<Account> Decide(Account account, Payment payment, string organisation, string order, DateOnly today)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(payment.For, []) is { Count: > 0 } missing)
            return new Decision<Account>.NeedsRows(missing);
        if (payment.For.FirstOrDefault(invoice => !account.Invoices.ContainsKey(invoice)) is { } unknown)
            return AccountRefusals.UnknownInvoice.With(unknown);

        var totals = account.Head!.Totals;
        var recorded = InstalmentPayments.Follow(account.With(payment), payment.Id)
            .With(totals with { Paid = checked(totals.Paid + payment.Amount.Minor) });
        var reconciled = InstalmentPayments.Reconcile(recorded, payment.Id, order, today, TransactionLimits.Documents);
        return new Decision<Account>.Changed(
            reconciled,
            new JournalNote("PaymentRecorded") { Postings = PostingsOf(payment) },
            Answer.Created(
                PaymentView.Of(reconciled.Payments[payment.Id]),
                AccountsJson.Default.PaymentView,
                $"/api/v1/accounts/{account.Id}/payments/{payment.Id}"),
            [
                Announcement.To(
                    Queues.Notifications, new PaymentArrived(organisation, account.Id, payment.Id), AccountMessages.Default.PaymentArrived),
                .. InstalmentPayments.Announcements(organisation, account.Id, payment),
            ]);
    }

    /// <summary>Money received by a method, against what the customer owes.</summary>
    internal static IReadOnlyList<Posting> PostingsOf(Payment payment) => Postings.Balanced(
    [
        new Posting(LedgerAccounts.Receipts(payment.Method), payment.Amount),
        new Posting(LedgerAccounts.Receivable, -payment.Amount),
    ]);

    private static FieldErrors Check(Request request, OrganisationProfile profile, DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Id("method", request.Method);
        errors.Amount("amount", request.Amount ?? default, profile.Currency);
        errors.Text("payer", request.Payer, FieldErrors.NameLength, needed: false);
        errors.Text("note", request.Note, FieldErrors.NoteLength, needed: false);
        PaymentTargets.Check(request.Invoices, errors);
        if (request.ReceivedOn > today)
            errors.Add("receivedOn", InFuture);
        return errors;
    }
}

internal static class PaymentTargets
{
    private const int MaxInvoices = 50;

    public static void Check(IReadOnlyList<string>? invoices, FieldErrors errors)
    {
        if (invoices is null)
            return;
        errors.Items("invoices", invoices, 0, MaxInvoices);
        for (var i = 0; i < Math.Min(invoices.Count, MaxInvoices); i++)
            errors.Id($"invoices[{i}]", invoices[i]);
    }
}

internal static class TransactionLimits
{
    /// <summary>
    /// Invoices and payments that one change may touch. The storage takes 100 operations in a transaction: a document
    /// that settles takes two, and head, journal, idempotency record and messages take theirs.
    /// </summary>
    public const int Documents = 44;
}
