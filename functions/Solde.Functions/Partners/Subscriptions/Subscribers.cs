using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Partners;

/// <summary>An organisation's event subscriptions: which partners are told of what, and where (PAY-16).</summary>
internal sealed record Subscribers : IAggregate<Subscribers>
{
    private const string Prefix = "subscription|";

    public static string Table => "Subscribers";

    public static string Kind => "subscribers";

    public SubscribersHead? Head { get; init; }

    public required ImmutableSortedDictionary<string, EventSubscription> Subscriptions { get; init; }

    public bool Exists => Head is not null;

    public static Subscribers FromRows(string id, RowSet rows) => new()
    {
        Head = rows.Get(Row.Head, SubscriberRows.Default.SubscribersHead),
        Subscriptions = rows.All(Prefix, SubscriberRows.Default.EventSubscription).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, SubscriberRows.Default.SubscribersHead);
        foreach (var (id, subscription) in Subscriptions)
            yield return new Row(Prefix + id, IsOpen: true, subscription, SubscriberRows.Default.EventSubscription);
    }

    public Subscribers With(EventSubscription subscription) =>
        this with { Subscriptions = Subscriptions.SetItem(subscription.Id, subscription) };

    public Subscribers Without(string subscription) => this with { Subscriptions = Subscriptions.Remove(subscription) };
}

/// <param name="Since">When the organisation had its first one.</param>
internal sealed record SubscribersHead(DateTimeOffset Since);

/// <param name="Types">The types of events that are sent; see <see cref="PartnerEventTypes"/>.</param>
/// <param name="State">See <see cref="EventSubscriptionStates"/>.</param>
/// <param name="Secret">The number of its signing secret, from 1; it is stored nowhere itself, see <see cref="SigningSecrets"/>.</param>
/// <param name="OlderSecretUntil">The secret before this one signs too until then; null where it never or no longer does.</param>
/// <param name="Version">Rises with each change; the API's ETag.</param>
internal sealed record EventSubscription(
    string Id,
    string Url,
    IReadOnlyList<string> Types,
    string? Description,
    string State,
    int Secret,
    DateTimeOffset? OlderSecretUntil,
    DateTimeOffset CreatedAt,
    int Version)
{
    [JsonIgnore]
    public bool IsActive => State == EventSubscriptionStates.Active;

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>What happened before it was there is not sent.</summary>
    public bool Wants(PartnerEvent happened) => IsActive && CreatedAt <= happened.CreatedAt && Types.Contains(happened.Type);
}

internal static class EventSubscriptionStates
{
    public const string Active = "active";

    /// <summary>By the organisation: nothing is sent until it is resumed.</summary>
    public const string Paused = "paused";

    /// <summary>The partner answered 410 Gone: nothing is sent until somebody resumes it.</summary>
    public const string Gone = "gone";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubscribersHead))]
[JsonSerializable(typeof(EventSubscription))]
internal sealed partial class SubscriberRows : JsonSerializerContext;
