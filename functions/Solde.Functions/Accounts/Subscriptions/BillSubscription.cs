using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// A month of a subscription: its invoice, and a plan of one instalment for it that is due on the same day. So it is
/// charged, grouped, failed and moved like any instalment.
/// </summary>
internal static class BillSubscription
{
    /// <summary>The oldest month that is due, one a step; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">The invoice cannot be made, though all its parts were checked: a bug.</exception>
    internal static Decision<Account>? Decide(Account account, DueRun due)
    {
        var today = due.Profile.Calendar.Today(due.Now);
        var subscription = account.Subscriptions.Values
            .Where(candidate => candidate.IsActive && candidate.NextOn <= today)
            .OrderBy(candidate => candidate.NextOn)
            .ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (subscription is null)
            return null;

        var on = subscription.NextOn;
        var request = new IssueInvoice.Request([LineOf(account, subscription, due.Profile)], on, [on]);
        var decision = IssueInvoice.Decide(account, due.Invoice, request, ItemDefaults.None, due.Organisation, due.Profile, due.Now);
        if (decision is not Decision<Account>.Changed issued)
            throw new InvalidOperationException($"A month of {subscription.Id} cannot be invoiced.");

        var total = issued.After.Invoices[due.Invoice].Total;
        var plan = new PaymentPlan(
            due.Plan,
            total,
            [due.Invoice],
            due.Now,
            [new PlanPayer("1", null, null, null, total)],
            [new Instalment(
                "1",
                "1",
                on,
                total,
                Money.Zero(total.Currency),
                subscription.Method,
                subscription.PaymentMethod,
                InstalmentStates.Scheduled)],
            subscription.Id);
        var charged = subscription with { NextOn = PlanDates.MonthsLater(on, 1, subscription.Day) };
        return issued with
        {
            After = issued.After.With(plan).With(charged),
            Note = issued.Note with { Action = "SubscriptionCharged" },
            Announcements = [.. issued.Announcements, UpcomingChanged.Announce(due.Organisation, account.Id, plan.Id, subscription.Id)],
        };
    }

    /// <summary>A month with its taxes, as they stand now.</summary>
    public static Money TotalOf(Account account, Subscription subscription, OrganisationProfile profile)
    {
        var line = LineOf(account, subscription, profile);
        return IssueInvoice.Price(line, line.Member!, "1", null, profile).Total;
    }

    /// <summary>A member who has left is charged to the owner; a tax that the organisation gave up is left out.</summary>
    private static IssueInvoice.RequestLine LineOf(Account account, Subscription subscription, OrganisationProfile profile) => new(
        subscription.Description,
        subscription.Price,
        Membership.IsOnAccount(account, subscription.Member) ? subscription.Member : Owner.MemberId,
        subscription.Item,
        subscription.Category,
        Taxes: [.. subscription.Taxes.Where(code => profile.Settings.Taxes.Any(tax => tax.Code == code))]);
}
