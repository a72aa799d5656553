using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// What one request, or one thing that happens by itself, changes: objects to keep and events to tell. Nothing is visible to others
/// before <see cref="Commit"/>, so a refused request leaves nothing behind by not committing.
/// </summary>
internal sealed class Change(SandboxState state, DateTimeOffset now, ProviderSandboxOptions options)
{
    private readonly Dictionary<(string Kind, string Id), JsonObject> puts = [];

    public DateTimeOffset Now => now;

    public long NowSeconds => now.ToUnixTimeSeconds();

    public ProviderSandboxOptions Options => options;

    /// <summary>Where the customer of an intent authenticates.</summary>
    public string PageOf(JsonObject intent) => new Uri(state.Pages, AuthenticationPage.Folder + intent.Id()).AbsoluteUri;

    /// <summary>The call that causes the events; null when the provider acts by itself.</summary>
    public string? RequestId { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>How often each event of this change is delivered although the first delivery was accepted.</summary>
    public int DeliverTimes { get; init; } = 1;

    /// <summary>A copy that may be changed, and is kept once it is put.</summary>
    public JsonObject? Find(string kind, string? id)
    {
        if (id is null)
            return null;
        return puts.TryGetValue((kind, id), out var changed) ? changed : state.Find(kind, id)?.Copy();
    }

    public JsonObject Get(string kind, string? id) =>
        Find(kind, id) ?? throw new InvalidOperationException($"The sandbox lost its {kind} '{id}'.");

    /// <summary>Oldest first, with what this change has put.</summary>
    public IEnumerable<JsonObject> All(string kind)
    {
        var known = state.All(kind).Select(item => puts.GetValueOrDefault((kind, item.Id()), item));
        return known.Concat(puts.Values.Where(item => item.Kind() == kind && state.Find(kind, item.Id()) is null));
    }

    public void Put(JsonObject item) => puts[(item.Kind(), item.Id())] = item;

    public void Remove(string kind, string id) => puts[(kind, id)] = SandboxState.Tombstone(kind, id);

    /// <summary>Keeps the object and tells the subscriber, with the object as it is at this moment.</summary>
    public void PutAndTell(JsonObject item, string type)
    {
        var previous = type.EndsWith(".updated", StringComparison.Ordinal) ? PreviousAttributes(item) : null;
        Put(item);
        var told = Events.New(this, type, item, previous);
        Put(told);
        Put(Delivery.New(told, now, DeliverTimes));
    }

    public void Commit() => state.Commit(puts.Values);

    private JsonObject? PreviousAttributes(JsonObject item)
    {
        if (state.Find(item.Kind(), item.Id()) is not { } before)
            return null;
        var changed = item.Where(field => !JsonNode.DeepEquals(before[field.Key], field.Value));
        return new JsonObject(changed.Select(field => KeyValuePair.Create(field.Key, before[field.Key]?.DeepClone())));
    }
}
