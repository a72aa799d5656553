using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>A payment that is still to come (BIL-15): an instalment, or the next month of a subscription.</summary>
/// <param name="Plan">Null for a subscription's month, which makes its plan on its day.</param>
/// <param name="AskedOn">The day on which it is asked for: e-cheques wait for a day on which banks are open.</param>
/// <param name="State">One of <see cref="InstalmentStates.Upcoming"/>.</param>
/// <param name="PaymentMethod">The saved payment method; null for an offline one.</param>
/// <param name="Payment">The payment that asks for it.</param>
internal sealed record UpcomingPayment(
    string Account,
    string? Plan,
    string? Instalment,
    string? Subscription,
    DateOnly DueOn,
    DateOnly AskedOn,
    Money Amount,
    string State,
    string Method,
    string? PaymentMethod,
    string? Payment,
    string? FailureCode,
    IReadOnlyList<string> Invoices)
{
    /// <summary>By date; the same in every list.</summary>
    public string SortKey() => $"{DueOn:yyyy-MM-dd}|{Account}|{Plan ?? Subscription}|{(Instalment ?? "").PadLeft(3, '0')}";

    public static IEnumerable<UpcomingPayment> Of(Account account, OrganisationProfile profile) =>
        account.Plans.Values.SelectMany(plan => Of(account, plan, profile.Calendar))
            .Concat(account.Subscriptions.Values.SelectMany(subscription => Of(account, subscription, profile)));

    /// <summary>Those of one plan or subscription; none where it has come to its end.</summary>
    public static IEnumerable<UpcomingPayment> Of(Account account, string document, OrganisationProfile profile)
    {
        if (account.Plans.TryGetValue(document, out var plan))
            return Of(account, plan, profile.Calendar);
        return account.Subscriptions.TryGetValue(document, out var subscription) ? Of(account, subscription, profile) : [];
    }

    private static IEnumerable<UpcomingPayment> Of(Account account, PaymentPlan plan, BusinessCalendar calendar) => plan.Instalments
        .Where(instalment => plan.IsOpen && InstalmentStates.Upcoming.Contains(instalment.State))
        .Select(instalment => new UpcomingPayment(
            account.Id,
            plan.Id,
            instalment.Id,
            plan.Subscription,
            instalment.DueOn,
            instalment.AskOn(calendar),
            instalment.ToAsk,
            instalment.State,
            instalment.Method,
            instalment.PaymentMethod,
            instalment.Payment,
            instalment.FailureCode,
            plan.Invoices));

    private static IEnumerable<UpcomingPayment> Of(Account account, Subscription subscription, OrganisationProfile profile)
    {
        if (!subscription.IsActive)
            yield break;
        var on = subscription.NextOn;
        yield return new UpcomingPayment(
            account.Id,
            null,
            null,
            subscription.Id,
            on,
            PaymentMethods.IsBankDebit(subscription.Method) ? profile.Calendar.BankDay(on) : on,
            BillSubscription.TotalOf(account, subscription, profile),
            InstalmentStates.Scheduled,
            subscription.Method,
            subscription.PaymentMethod,
            null,
            null,
            []);
    }
}

/// <summary>What a list of upcoming payments may be asked for.</summary>
/// <param name="From">That day included.</param>
/// <param name="To">That day included.</param>
internal sealed record UpcomingFilter(DateOnly? From, DateOnly? To, string? Method, string? Account, string? State)
{
    public bool Takes(UpcomingPayment payment) =>
        (From is null || payment.DueOn >= From)
        && (To is null || payment.DueOn <= To)
        && (Method is null || payment.Method == Method)
        && (Account is null || payment.Account == Account)
        && (State is null || payment.State == State);
}
