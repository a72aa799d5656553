using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="Price">Of a month, before taxes.</param>
/// <param name="EndsOn">The last day on which it may charge.</param>
/// <param name="NextOn">The next day on which it charges; null where it is paused or ended.</param>
internal sealed record SubscriptionView(
    string Id,
    string State,
    string Description,
    string Member,
    string? Item,
    string? Category,
    IReadOnlyList<string> Taxes,
    Money Price,
    int Day,
    string Method,
    string PaymentMethod,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    DateOnly? NextOn,
    DateOnly? PausedOn,
    DateTimeOffset CreatedAt)
{
    public static SubscriptionView Of(Subscription subscription) => new(
        subscription.Id,
        subscription.State,
        subscription.Description,
        subscription.Member,
        subscription.Item,
        subscription.Category,
        subscription.Taxes,
        subscription.Price,
        subscription.Day,
        subscription.Method,
        subscription.PaymentMethod,
        subscription.StartsOn,
        subscription.EndsOn,
        subscription.IsActive ? subscription.NextOn : null,
        subscription.PausedOn,
        subscription.CreatedAt);
}
