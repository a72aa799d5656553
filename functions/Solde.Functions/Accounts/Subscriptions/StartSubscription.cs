using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Starts a subscription on a saved payment method. Nothing is charged before its first day.</summary>
internal static class StartSubscription
{
    private static readonly Text BadDay = new(
        "must be from 1 to 31", "doit être de 1 à 31", "deve ser de 1 a 31", "moet van 1 tot 31 zijn");

    internal static readonly Text BeforeStart = new(
        "is before the first day", "précède le premier jour", "é anterior ao primeiro dia", "valt voor de eerste dag");

    /// <param name="Price">Of a month, before taxes.</param>
    /// <param name="StartsOn">Today unless given.</param>
    /// <param name="Day">Of the month; the first day's unless given.</param>
    /// <param name="EndsOn">The last day on which it may charge; it goes on unless given.</param>
    /// <param name="Member">The owner unless given.</param>
    public sealed record Request(
        string? Description,
        Money? Price,
        string? PaymentMethod,
        DateOnly? StartsOn = null,
        int? Day = null,
        DateOnly? EndsOn = null,
        string? Member = null,
        string? Item = null,
        string? Category = null,
        IReadOnlyList<string>? Taxes = null);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        ISavedMethods saved,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var today = profile.Calendar.Today(now);
        var errors = Check(request, profile, today);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        if (!(await accounts.ReadAsync(command.Organisation, account, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        if (request.Taxes?.FirstOrDefault(code => profile.Settings.Taxes.All(tax => tax.Code != code)) is { } unknown)
            return await accounts.RefusedAsync(account, command, AccountRefusals.UnknownTax.With(unknown));
        if (await saved.TypeOfAsync(command.Organisation, account, request.PaymentMethod!, command.CancellationToken) is not { } method)
            return await accounts.RefusedAsync(account, command, SavedMethodRefusals.Unknown.With(request.PaymentMethod!));

        var starts = request.StartsOn ?? today;
        var day = request.Day ?? starts.Day;
        var subscription = new Subscription(
            IdempotencyKey.NewId("sub"),
            request.Description!,
            request.Member ?? Owner.MemberId,
            request.Item,
            request.Category,
            request.Taxes ?? [],
            request.Price!.Value,
            day,
            method,
            request.PaymentMethod!,
            starts,
            request.EndsOn,
            PlanDates.OnOrAfter(starts, day),
            null,
            now,
            1);
        return await accounts.ChangeAsync(account, command, current => Decide(current, subscription, command.Organisation));
    }

    internal static Decision<Account> Decide(Account account, Subscription subscription, string organisation)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (!Membership.IsOnAccount(account, subscription.Member))
            return AccountRefusals.NotOnAccount.With(subscription.Member);
        return new Decision<Account>.Changed(
            account.With(subscription),
            new JournalNote("SubscriptionStarted"),
            Answer.Created(
                SubscriptionView.Of(subscription),
                AccountsJson.Default.SubscriptionView,
                $"/api/v1/accounts/{account.Id}/subscriptions/{subscription.Id}",
                subscription.ETag),
            [UpcomingChanged.Announce(organisation, account.Id, subscription.Id)]);
    }

    private static FieldErrors Check(Request request, OrganisationProfile profile, DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Text("description", request.Description, FieldErrors.NameLength);
        errors.Amount("price", request.Price ?? default, profile.Currency);
        errors.Id("paymentMethod", request.PaymentMethod);
        errors.Id("member", request.Member, needed: false);
        errors.Id("item", request.Item, needed: false);
        errors.Id("category", request.Category, needed: false);
        if (request.Taxes is not null)
            errors.Items("taxes", request.Taxes, 0, 5);
        if (request.Day is < 1 or > 31)
            errors.Add("day", BadDay);
        if (request.StartsOn < today)
            errors.Add("startsOn", PlanCheck.InPast);
        else if (request.StartsOn > today.AddYears(10))
            errors.Add("startsOn", IssueInvoice.TooFar);
        if (request.EndsOn < (request.StartsOn ?? today))
            errors.Add("endsOn", BeforeStart);
        return errors;
    }
}
