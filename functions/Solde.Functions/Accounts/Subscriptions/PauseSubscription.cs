using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>A subscription stands still and later goes on: the months between are not charged afterwards (BIL-26).</summary>
internal static class PauseSubscription
{
    public sealed record Request(string? Reason = null);

    public static Task<Answer> Handle(
        string account,
        string subscription,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock) => HandleAsync(account, subscription, request, isPaused: true, command, accounts, organisations, clock);

    public static Task<Answer> HandleResumption(
        string account,
        string subscription,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock) => HandleAsync(account, subscription, request, isPaused: false, command, accounts, organisations, clock);

    internal static Decision<Account> Decide(
        Account account, string id, bool isPaused, string? reason, string organisation, DateOnly today)
    {
        if (account.NotYetRead(subscriptions: [id]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Subscriptions.TryGetValue(id, out var subscription))
            return CommonRefusals.NotFound;
        if (!subscription.IsOpen)
            return SubscriptionRefusals.Ended;
        if (subscription.PausedOn is not null == isPaused)
            return new Decision<Account>.Unchanged(Shown(subscription));

        var going = isPaused ? subscription with { PausedOn = today } : subscription.GoingOnFrom(today) with { PausedOn = null };
        var changed = going with { Version = subscription.Version + 1 };
        return new Decision<Account>.Changed(
            account.With(changed),
            new JournalNote(isPaused ? "SubscriptionPaused" : "SubscriptionResumed", reason, Corrects: id),
            Shown(changed),
            [UpcomingChanged.Announce(organisation, account.Id, id)]);
    }

    private static async Task<Answer> HandleAsync(
        string account,
        string subscription,
        Request request,
        bool isPaused,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var today = profile.Calendar.Today(clock.GetUtcNow());
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, subscription, isPaused, request.Reason, command.Organisation, today));
    }

    private static Answer Shown(Subscription subscription) =>
        Answer.Ok(SubscriptionView.Of(subscription), AccountsJson.Default.SubscriptionView, subscription.ETag);
}
