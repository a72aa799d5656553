using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>The sandbox's own time: the given clock plus what it was told to advance. Only forward; kept over a restart.</summary>
internal sealed class SandboxClock(TimeProvider clock, SandboxState state)
{
    private const string Kind = "sandbox.clock";

    /// <summary>Call it inside the gate.</summary>
    public DateTimeOffset Now() => clock.GetUtcNow().AddSeconds(state.Find(Kind, "clock")?.Number("ahead_seconds") ?? 0);

    public void Advance(long seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        lock (state.Gate)
        {
            var ahead = state.Find(Kind, "clock")?.Number("ahead_seconds") ?? 0;
            state.Commit([new JsonObject { ["object"] = Kind, ["id"] = "clock", ["ahead_seconds"] = ahead + seconds }]);
        }
    }
}
