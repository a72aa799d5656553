using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

internal sealed class AccountCharges(
    AggregateStore<Account> accounts, IOrganisationDirectory organisations, TimeProvider clock) : IAccountCharges
{
    public async Task<bool> ChargeAsync(string account, AccountCharge charge, Command command)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        // Idempotent by the invoice's id: the caller's key belongs to what his call addresses.
        var answer = await accounts.ChangeAsync(
            account, command with { IdempotencyKey = null }, current => Decide(current, charge, command.Organisation, profile, now));
        if (answer.Refusal is { } refusal && refusal.Kind != CommonRefusals.NotFound)
            throw new InvalidOperationException($"Invoice {charge.Invoice.Id} is refused: {refusal.Kind.Code}.");
        return answer.Refusal is null;
    }

    public async Task<ChargeCourse?> FollowAsync(string organisation, string account, string invoice, CancellationToken cancellation)
    {
        var row = Account.InvoiceRow(invoice);
        var found = await accounts.ReadAsync(organisation, account, cancellation, [row]);
        if (!found.Invoices.TryGetValue(invoice, out var known))
            return null;
        if (found.NotYetRead(payments: known.PaidBy.Where(id => !Account.IsCredit(id))) is { Count: > 0 } unread)
            found = await accounts.ReadAsync(organisation, account, cancellation, [row, .. unread]);
        return found.Invoices.TryGetValue(invoice, out known) ? CourseOf(found, known) : null;
    }

    /// <summary>An invoice and, like a subscription's month, a plan of one instalment for it.</summary>
    internal static Decision<Account> Decide(
        Account account, AccountCharge charge, string organisation, OrganisationProfile profile, DateTimeOffset now)
    {
        var draft = charge.Invoice;
        if (account.NotYetRead([draft.Id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (account.Invoices.ContainsKey(draft.Id))
            return new Decision<Account>.Unchanged(Answer.NoContent);
        var due = charge.DueOn > draft.IssueDate ? charge.DueOn : draft.IssueDate;
        var request = new IssueInvoice.Request(draft.Lines, draft.IssueDate, [due]);
        var decision = IssueInvoice.Decide(
            account, draft.Id, request, ItemDefaults.None, organisation, profile, now, draft.OnlineFee);
        if (decision is not Decision<Account>.Changed issued)
            return decision;
        var invoice = issued.After.Invoices[draft.Id] with { Origin = charge.Origin };
        var after = issued.After.With(invoice);
        if (charge.Way is not { } way)
            return issued with { After = after };

        var plan = PlanOf(invoice, due, way, now);
        return issued with
        {
            After = after.With(plan),
            Announcements = [.. issued.Announcements, UpcomingChanged.Announce(organisation, account.Id, plan.Id)],
        };
    }

    private static PaymentPlan PlanOf(Invoice invoice, DateOnly due, PayingBy way, DateTimeOffset now) => new(
        "pln_" + IdempotencyKey.Digest(invoice.Id)[..32],
        invoice.Total,
        [invoice.Id],
        now,
        [new PlanPayer("1", null, null, null, invoice.Total)],
        [new Instalment(
            "1",
            "1",
            due,
            invoice.Total,
            Money.Zero(invoice.Total.Currency),
            way.Method,
            way.PaymentMethod,
            InstalmentStates.Scheduled)]);

    private static ChargeCourse CourseOf(Account account, Invoice invoice)
    {
        var failed = account.Plans.Values
            .Where(plan => plan.Invoices.Contains(invoice.Id))
            .SelectMany(plan => plan.Instalments)
            .LastOrDefault(instalment => instalment.State == InstalmentStates.Failed);
        var paidOn = invoice.PaidBy
            .Select(id => account.Payments.GetValueOrDefault(id)?.ReceivedOn)
            .Max();
        return new ChargeCourse(
            invoice.Paid,
            paidOn,
            invoice.State == InvoiceStates.Cancelled,
            failed is { Failures: { } failures }
                ? new ChargeFailure(failed.Method, failed.FailureCode ?? "", failures.At[^1], failed.Payment)
                : null);
    }
}
