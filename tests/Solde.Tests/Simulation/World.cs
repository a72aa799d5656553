using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Solde.Local.Provider;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Simulation;

/// <summary>
/// The app with everything around it, on one thread. A process that dies takes its answer and its outputs with it; the next one goes on
/// with the same tables and the same queues, where the message under way comes again.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string _prefix = AzuriteFixture.RandomName("t")[..12];
    private static readonly TimeSpan[] UntilAllIsLookedUp =
        [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromDays(1)];

    private readonly StorageProxy _storage;
    private readonly StorageProxy _hubStorage;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    private World(StorageProxy storage, StorageProxy hubStorage, ProviderSandbox provider, TestClock clock)
    {
        (_storage, _hubStorage, Provider, Clock) = (storage, hubStorage, provider, clock);
        storage.OnCall = Faults.Of;
        hubStorage.OnCall = HubFaults.Of;
    }

    public SoldeTestApp App { get; private set; } = null!;

    public ProviderSandbox Provider { get; }

    public TestClock Clock { get; }

    public StorageFaults Faults { get; } = new();

    /// <summary>What happens to the workflows' hub, which has its own way to the storage.</summary>
    public StorageFaults HubFaults { get; } = new();

    /// <summary>What the provider has said and nobody here has taken yet.</summary>
    public IEnumerable<JsonObject> Untold => Provider.Objects.All("event").Where(told => !_told.Contains(told.Id()));

    public string MailFolder { get; } = Directory.CreateTempSubdirectory("solde-mail-").FullName;

    public string TablePrefix => _prefix;

    public int Deaths { get; private set; }

    public static async Task<World> StartAsync(string storage)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
        // Debits settle when the history says so, never by the passing of real time.
        var options = new ProviderSandboxOptions { Clock = clock, DeliverAutomatically = false, SettlementDelay = TimeSpan.FromDays(365) };
        var world = new World(
            await StorageProxy.StartAsync(storage),
            await StorageProxy.StartAsync(storage),
            await ProviderSandbox.StartAsync(options),
            clock);
        world.App = await world.StartAppAsync(createTables: true);
        return world;
    }

    /// <returns>Null where the caller got no answer that says what became of his call: he must ask again.</returns>
    public async Task<TestAnswer?> SendAsync(Desk desk, string path, JsonNode body, string idempotencyKey)
    {
        var before = App.Queue.ToArray();
        var answer = await App.SendAsync(HttpMethod.Post, "/api/v1/" + path, body.DeepClone(), desk.Key, idempotencyKey);
        if (await BuryAsync(before))
            return null;
        return (int)answer.Status >= 500 ? null : answer;
    }

    /// <returns>Null where no answer came.</returns>
    public async Task<JsonNode?> ReadAsync(Desk desk, string path)
    {
        var before = App.Queue.ToArray();
        var answer = await App.SendAsync(HttpMethod.Get, "/api/v1/" + path, null, desk.Key);
        return await BuryAsync(before) || (int)answer.Status >= 500 ? null : answer.Expect(HttpStatusCode.OK);
    }

    public async Task DeliverAsync(QueuedMessage message)
    {
        QueuedMessage[] comesAgain = [.. App.Queue.Where(other => !ReferenceEquals(other, message)), message with { Deliveries = message.Deliveries + 1 }];
        await App.DeliverAsync(message);
        await BuryAsync(comesAgain);
    }

    /// <returns>Whether the provider may take the event as delivered.</returns>
    public async Task<bool> TellAsync(JsonObject told)
    {
        var isTaken = (await App.TellAsync(told, Clock)).Status == HttpStatusCode.NoContent;
        if (isTaken)
            _told.Add(told.Id());
        return isTaken;
    }

    /// <summary>The workflows do what is due, as far as their hub's storage lets them.</summary>
    public async Task RunWorkflowsAsync()
    {
        var before = App.Queue.ToArray();
        try
        {
            await App.Hub.RunUntilIdleAsync();
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or IOException)
        {
            // The hub, or the next one after its death, begins again what it met.
        }
        // Sent is what an answered activity sent, also where the hub died before it took the result.
        await BuryAsync(Faults.IsDead ? before : [.. App.Queue]);
    }

    public async Task RunTimerAsync()
    {
        var before = App.Queue.ToArray();
        await App.RunTimerAsync("ResendOutbox");
        await BuryAsync(before);
    }

    /// <summary>Everything that is still on its way arrives, and what was not answered is looked up.</summary>
    public async Task SettleAsync()
    {
        Faults.End();
        HubFaults.End();
        foreach (var wait in UntilAllIsLookedUp)
        {
            await App.DrainAsync();
            Clock.Advance(wait);
            await RunTimerAsync();
        }
        await App.DrainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
        await _storage.DisposeAsync();
        await _hubStorage.DisposeAsync();
        Directory.Delete(MailFolder, recursive: true);
    }

    /// <summary>Where app or hub has died, which is one desk, outputs on their way are lost and others take over.</summary>
    private async Task<bool> BuryAsync(IReadOnlyList<QueuedMessage> queue)
    {
        if (!Faults.IsDead && !HubFaults.IsDead)
            return false;
        Deaths++;
        var dead = App;
        Faults.Revive();
        HubFaults.Revive();
        App = await StartAppAsync(createTables: false);
        App.Queue.AddRange(queue);
        App.DeadLetters.AddRange(dead.DeadLetters);
        await dead.DisposeAsync();
        return true;
    }

    private Task<SoldeTestApp> StartAppAsync(bool createTables) => SoldeTestApp.StartAsync(new SoldeTestSettings(_storage.ConnectionString)
    {
        HubStorage = _hubStorage.ConnectionString,
        TablePrefix = _prefix,
        Provider = Provider.BaseAddress,
        MailFolder = MailFolder,
        Clock = Clock,
        CreateTables = createTables,
        StorageRetryDelay = TimeSpan.FromMilliseconds(1),
    });
}
