using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class SubscriptionEndpoints
{
    public static void Map(RouteGroupBuilder subscriptions)
    {
        subscriptions.MapGet("/", ListSubscriptions.Handle).Needs(Scopes.BillingRead).Produces<Page<SubscriptionView>>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("Subscriptions of an account, by state, oldest or newest first.");
        subscriptions.MapPost("/", StartSubscription.Handle).Needs(Scopes.BillingWrite).MovesMoney()
            .Produces<SubscriptionView>(StatusCodes.Status201Created)
            .Refuses(CommonRefusals.NotFound, AccountRefusals.NotOnAccount, AccountRefusals.UnknownTax, SavedMethodRefusals.Unknown)
            .WithSummary("Charge a saved payment method every month.");
        subscriptions.MapGet("/{subscription}", GetSubscription.Handle).Needs(Scopes.BillingRead).Produces<SubscriptionView>()
            .Refuses(CommonRefusals.NotFound)
            .WithSummary("A subscription and the next day on which it charges.");
        subscriptions.MapPut("/{subscription}", ChangeSubscription.Handle).Needs(Scopes.BillingWrite).Produces<SubscriptionView>()
            .Refuses(CommonRefusals.NotFound, CommonRefusals.Stale, SavedMethodRefusals.Unknown)
            .WithSummary("Another price, end or payment method from the next month on; If-Match guards against another's change.");
        subscriptions.MapPost("/{subscription}/pause", PauseSubscription.Handle).Needs(Scopes.BillingWrite).Produces<SubscriptionView>()
            .Refuses(CommonRefusals.NotFound, SubscriptionRefusals.Ended)
            .WithSummary("Charge nothing until it is resumed.");
        subscriptions.MapPost("/{subscription}/resumption", PauseSubscription.HandleResumption).Needs(Scopes.BillingWrite)
            .Produces<SubscriptionView>().Refuses(CommonRefusals.NotFound, SubscriptionRefusals.Ended)
            .WithSummary("Go on with the next month; those between are not charged.");
    }
}
