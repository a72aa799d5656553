using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>For one customer another price, end or payment method, from the next month on: what is charged stays (BIL-26).</summary>
internal static class ChangeSubscription
{
    /// <param name="Price">Of a month, before taxes.</param>
    /// <param name="EndsOn">The last day on which it may charge; it goes on unless given.</param>
    public sealed record Request(Money? Price, string? PaymentMethod, DateOnly? EndsOn = null, string? Reason = null);

    public static async Task<Answer> Handle(
        string account,
        string subscription,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        ISavedMethods saved,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.Amount("price", request.Price ?? default, profile.Currency);
        errors.Id("paymentMethod", request.PaymentMethod);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        if (errors.Any)
            return errors.ToRefusal();
        var before = await accounts.ReadAsync(
            command.Organisation, account, command.CancellationToken, [Account.SubscriptionRow(subscription)]);
        if (!before.Subscriptions.ContainsKey(subscription))
            return CommonRefusals.NotFound;
        if (await saved.TypeOfAsync(command.Organisation, account, request.PaymentMethod!, command.CancellationToken) is not { } method)
            return SavedMethodRefusals.Unknown.With(request.PaymentMethod!);

        var today = profile.Calendar.Today(clock.GetUtcNow());
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, subscription, request, method, command, today));
    }

    internal static Decision<Account> Decide(
        Account account, string id, Request request, string method, Command command, DateOnly today)
    {
        if (account.NotYetRead(subscriptions: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Subscriptions.TryGetValue(id, out var subscription))
            return CommonRefusals.NotFound;
        if (command.IfMatch is not null && command.IfMatch != subscription.ETag)
            return CommonRefusals.Stale;

        // One that had ended goes on from today; one that has not may still owe the day that a late timer missed.
        var going = subscription.IsOpen ? subscription : subscription.GoingOnFrom(today);
        var changed = going with
        {
            Price = request.Price!.Value,
            EndsOn = request.EndsOn,
            Method = method,
            PaymentMethod = request.PaymentMethod!,
            Version = subscription.Version + 1,
        };
        return new Decision<Account>.Changed(
            account.With(changed),
            new JournalNote("SubscriptionChanged", request.Reason, Corrects: id),
            Answer.Ok(SubscriptionView.Of(changed), AccountsJson.Default.SubscriptionView, changed.ETag),
            [UpcomingChanged.Announce(command.Organisation, account.Id, id)]);
    }
}
