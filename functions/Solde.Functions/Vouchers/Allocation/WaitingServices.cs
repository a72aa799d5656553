using System.Text.Json.Serialization;

namespace Solde.Functions.Vouchers;

/// <summary>
/// The services that still need vouchers, so that an order reads only those that it can fill, and a confirmation none. A map and
/// not a list: the journal tells of each alone.
/// </summary>
internal sealed record WaitingServices(IReadOnlyDictionary<string, WaitingService> Services)
{
    public static WaitingServices None { get; } = new(new Dictionary<string, WaitingService>(StringComparer.Ordinal));

    /// <summary>Partially allocated ones before all others, each oldest first (VOU-06).</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, WaitingService>> InOrder => Services
        .OrderByDescending(pair => pair.Value.IsPartial)
        .ThenBy(pair => pair.Value.PerformedOn)
        .ThenBy(pair => pair.Value.EncodedAt)
        .ThenBy(pair => pair.Key, StringComparer.Ordinal);

    public WaitingServices With(string id, WaitingService waiting) =>
        Services.GetValueOrDefault(id) == waiting
            ? this
            : new(new Dictionary<string, WaitingService>(Services, StringComparer.Ordinal) { [id] = waiting });

    public WaitingServices Without(string id) => Services.ContainsKey(id)
        ? new(Services.Where(pair => pair.Key != id).ToDictionary(StringComparer.Ordinal))
        : this;
}

internal sealed record WaitingService(DateOnly PerformedOn, DateTimeOffset EncodedAt, int Missing, bool IsPartial)
{
    public static WaitingService Of(Service service) =>
        new(service.PerformedOn, service.EncodedAt, service.Missing, service.Parts.Count > 0);
}
