using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

internal static class ListEventSubscriptions
{
    public static async Task<Answer> Handle(
        string? type, string? state, string? cursor, int? limit, Command command, AggregateStore<Subscribers> subscribers)
    {
        var errors = new FieldErrors();
        errors.OneOf("type", type, PartnerEventTypes.All, needed: false);
        errors.Id("state", state, needed: false);
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var read = await subscribers.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        var found = read.Subscriptions.Values
            .Where(subscription => type is null || subscription.Types.Contains(type))
            .Where(subscription => state is null || subscription.State == state)
            .Select(subscription => EventSubscriptionView.Of(subscription));
        return Cursor.Answer(
            Cursor.Page(found, subscription => subscription.Id, after, size), PartnersJson.Default.PageEventSubscriptionView);
    }
}
