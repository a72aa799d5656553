using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetSubscription
{
    public static async Task<Answer> Handle(string account, string subscription, Command command, AggregateStore<Account> accounts)
    {
        var found = await accounts.ReadAsync(
            command.Organisation, account, command.CancellationToken, [Account.SubscriptionRow(subscription)]);
        return found.Subscriptions.TryGetValue(subscription, out var known)
            ? Answer.Ok(SubscriptionView.Of(known), AccountsJson.Default.SubscriptionView, known.ETag)
            : CommonRefusals.NotFound;
    }
}
