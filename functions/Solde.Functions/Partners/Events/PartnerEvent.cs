using System.Text.Json;
using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
using Solde.Functions.Api;

namespace Solde.Functions.Partners;

/// <summary>Something that happened, as partners are told of it. Who was told is another fact, see <see cref="Delivery"/>.</summary>
/// <param name="Id">Follows from the change that it happened in: told twice it is one event.</param>
/// <param name="CreatedAt">When the change was committed.</param>
/// <param name="Data">Ids of the documents.</param>
internal sealed record PartnerEvent(string Id, string Type, DateTimeOffset CreatedAt, EventSubject Data)
{
    public const string PingType = "ping";

    public static IReadOnlyList<PartnerEvent> Of(EventsHappened message, DateTimeOffset at) =>
    [
        .. message.Events.Select((happened, place) => new PartnerEvent(
            $"evt_{IdempotencyKey.Digest($"{message.Organisation}\n{message.Change}\n{place}")[..32]}", happened.Type, at, happened.About)),
    ];

    /// <summary>About nothing, to try a partner's side.</summary>
    public static PartnerEvent Ping(string id, DateTimeOffset at) => new(id, PingType, at, new EventSubject());

    /// <summary>What a partner gets: the same bytes with every attempt.</summary>
    public byte[] Body(string organisation) => JsonSerializer.SerializeToUtf8Bytes(
        new EventBody(Id, Type, CreatedAt, organisation, Data), EventBodyJson.Default.EventBody);
}

internal sealed record EventBody(string Id, string Type, DateTimeOffset CreatedAt, string Organisation, EventSubject Data);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(PartnerEvent))]
internal sealed partial class EventBodyJson : JsonSerializerContext;

/// <summary>What partners may subscribe to. An area that tells events adds its types here.</summary>
internal static class PartnerEventTypes
{
    public static readonly IReadOnlyList<string> All = [.. AccountEventTypes.All];
}
