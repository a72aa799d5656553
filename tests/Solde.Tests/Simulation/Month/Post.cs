using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>How the provider's events come: each once and in order, or as a bad line brings them.</summary>
/// <param name="chance">Null for a line without trouble.</param>
internal sealed class Post(SoldeTestApp app, ProviderSandbox provider, TimeProvider clock, Random? chance)
{
    private readonly List<(JsonObject Event, DateTimeOffset On)> _bag = [];
    private int _collected;

    /// <summary>Events that never came, and never will by themselves.</summary>
    public int Lost { get; private set; }

    public async Task DeliverAsync()
    {
        Collect();
        var due = _bag.Where(letter => letter.On <= clock.GetUtcNow()).ToArray();
        chance?.Shuffle(due);
        foreach (var letter in due)
        {
            _bag.Remove(letter);
            Assert.Equal(System.Net.HttpStatusCode.NoContent, (await app.TellAsync(letter.Event, clock)).Status);
        }
    }

    public async Task DeliverAllAsync()
    {
        Collect();
        foreach (var letter in _bag)
            await app.TellAsync(letter.Event, clock);
        _bag.Clear();
    }

    /// <summary>
    /// One in four comes twice, one in four up to two days late, one in sixteen never: but for those of disputes, which no comparison
    /// would find.
    /// </summary>
    private void Collect()
    {
        var all = provider.Objects.All("event");
        for (; _collected < all.Count; _collected++)
        {
            var told = all[_collected];
            var now = clock.GetUtcNow();
            if (chance is null)
            {
                _bag.Add((told, now));
                continue;
            }
            if (chance.Next(16) == 0 && !told.Text("type")!.Contains("dispute", StringComparison.Ordinal))
            {
                Lost++;
                continue;
            }
            var late = chance.Next(4) == 0 ? TimeSpan.FromHours(chance.Next(48)) : TimeSpan.Zero;
            _bag.Add((told, now + late));
            if (chance.Next(4) == 0)
                _bag.Add((told, now + TimeSpan.FromHours(chance.Next(24))));
        }
    }
}
