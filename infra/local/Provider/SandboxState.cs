using System.Text;
using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Everything the sandbox knows, as JSON objects by kind (their <c>object</c> field) and id. One commit is one line of the file, so a
/// request's objects, events, deliveries and idempotency record are kept together or not at all.
/// </summary>
/// <remarks>Callers hold <see cref="Gate"/>. What is handed out is the stored object itself: copy it before changing it.</remarks>
internal sealed class SandboxState : IDisposable
{
    private const string Removed = "sandbox_removed";

    private readonly Dictionary<(string Kind, string Id), JsonObject> objects = [];
    private readonly Dictionary<string, List<string>> idsByKind = [];
    private readonly FileStream? file;

    public SandboxState(string? path)
    {
        if (path is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Not shared, as two sandboxes on one file would forget each other's objects; not buffered, as a killed process flushes nothing.
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        Load(file);
    }

    public Lock Gate { get; } = new();

    /// <summary>Where customers find the sandbox's pages; known once it listens.</summary>
    public Uri Pages { get; set; } = new("http://localhost");

    /// <summary>Called after each commit, inside the gate: it may only signal.</summary>
    public Action? OnCommitted { get; set; }

    public static JsonObject Tombstone(string kind, string id) => new() { ["object"] = kind, ["id"] = id, [Removed] = true };

    public JsonObject? Find(string kind, string id) => objects.GetValueOrDefault((kind, id));

    /// <summary>Oldest first.</summary>
    public IEnumerable<JsonObject> All(string kind) =>
        idsByKind.TryGetValue(kind, out var ids) ? ids.Select(id => objects[(kind, id)]) : [];

    public void Commit(IEnumerable<JsonObject> changed)
    {
        var batch = Json.ToArray(changed.Select(item => item.DeepClone()));
        if (batch.Count == 0)
            return;
        if (file is not null)
        {
            // Written to the operating system before the answer goes out: that survives a killed process, which is what is promised.
            file.Write(Encoding.UTF8.GetBytes(batch.ToJsonString() + "\n"));
        }

        Apply(batch);
        OnCommitted?.Invoke();
    }

    public void Dispose() => file?.Dispose();

    private void Load(FileStream source)
    {
        var content = new byte[source.Length];
        source.ReadExactly(content);
        // A process killed while writing leaves a torn last line. Its request was never answered, so it never happened.
        var whole = content.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var line in Encoding.UTF8.GetString(content, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Apply(JsonNode.Parse(line)!.AsArray());
        source.SetLength(whole);
        source.Position = whole;
    }

    private void Apply(JsonArray batch)
    {
        foreach (var item in batch.Select(node => node!.DeepClone().AsObject()))
        {
            var key = (item.Kind(), item.Id());
            if (!idsByKind.TryGetValue(key.Item1, out var ids))
                idsByKind[key.Item1] = ids = [];
            if (item.Flag(Removed))
            {
                objects.Remove(key);
                ids.Remove(key.Item2);
                continue;
            }

            if (!objects.ContainsKey(key))
                ids.Add(key.Item2);
            objects[key] = item;
        }
    }
}
