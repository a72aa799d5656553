using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Partners;

/// <summary>Another address, other events; deliveries under way go to the new address with their next attempt.</summary>
internal static class ChangeEventSubscription
{
    public sealed record Request(string? Url, IReadOnlyList<string>? Types, string? Description = null);

    public static async Task<Answer> Handle(
        string eventSubscription,
        Request request,
        Command command,
        AggregateStore<Subscribers> subscribers,
        SubscriberDirectory directory,
        PartnerSettings settings)
    {
        var errors = SubscriptionCheck.Check(request.Url, request.Types, request.Description, settings);
        if (errors.Any)
            return errors.ToRefusal();

        var answer = await subscribers.ChangeAsync(
            command.Organisation, command, current => Decide(current, eventSubscription, request, command.IfMatch));
        directory.Forget(command.Organisation);
        return answer;
    }

    private static Decision<Subscribers> Decide(Subscribers subscribers, string id, Request request, string? ifMatch)
    {
        if (!subscribers.Subscriptions.TryGetValue(id, out var known))
            return CommonRefusals.NotFound;
        if (ifMatch is not null && ifMatch != known.ETag)
            return CommonRefusals.Stale;
        var changed = known with
        {
            Url = request.Url!,
            Types = [.. request.Types!.Distinct()],
            Description = request.Description,
            Version = known.Version + 1,
        };
        return new Decision<Subscribers>.Changed(
            subscribers.With(changed),
            new JournalNote("EventSubscriptionChanged"),
            Answer.Ok(EventSubscriptionView.Of(changed), PartnersJson.Default.EventSubscriptionView, changed.ETag),
            []);
    }
}
