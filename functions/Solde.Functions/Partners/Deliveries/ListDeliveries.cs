using Solde.Functions.Api;

namespace Solde.Functions.Partners;

/// <summary>What was sent to whom and what became of it, newest event first.</summary>
internal static class ListDeliveries
{
    /// <param name="CreatedAt">When the event happened.</param>
    /// <param name="AttemptedAt">The last attempt; null before the first.</param>
    public sealed record Item(
        string Id,
        string Event,
        string Type,
        string Subscription,
        string State,
        int Attempts,
        DateTimeOffset CreatedAt,
        DateTimeOffset? AttemptedAt);

    public static async Task<Answer> Handle(
        string? subscription,
        string? state,
        string? @event,
        string? cursor,
        int? limit,
        Command command,
        DeliveryIndex index)
    {
        var errors = new FieldErrors();
        errors.Id("subscription", subscription, needed: false);
        errors.OneOf("state", state, DeliveryStates.All, needed: false);
        errors.Id("event", @event, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        return errors.Any
            ? errors.ToRefusal()
            : Cursor.Answer(
                await index.PageAsync(
                    command.Organisation, new DeliveryFilter(subscription, state, @event), after, size, command.CancellationToken),
                PartnersJson.Default.PageListDeliveriesItem);
    }
}
