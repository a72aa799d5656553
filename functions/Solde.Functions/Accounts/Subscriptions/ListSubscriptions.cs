using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's subscriptions, oldest or newest first, by state (COM-09).</summary>
internal static class ListSubscriptions
{
    public static async Task<Answer> Handle(
        string account,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, SubscriptionStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var subscriptions = documents.SubscriptionsAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(subscription => state is null || subscription.State == state);
        return await documents.AnswerAsync(
            account,
            list,
            subscriptions,
            subscription => subscription.Id,
            SubscriptionView.Of,
            AccountsJson.Default.PageSubscriptionView,
            command);
    }
}
