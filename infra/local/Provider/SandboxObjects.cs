using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>What the provider has, for a test to look at: copies, without a call that would be logged or counted.</summary>
internal sealed class SandboxObjects(SandboxState state)
{
    public JsonObject? Find(string kind, string id)
    {
        lock (state.Gate)
            return state.Find(kind, id)?.Copy();
    }

    public int Count(string kind)
    {
        lock (state.Gate)
            return state.All(kind).Count();
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<JsonObject> All(string kind)
    {
        lock (state.Gate)
            return [.. state.All(kind).Select(item => item.Copy())];
    }
}
