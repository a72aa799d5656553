using System.Net;
using System.Text.Json.Nodes;
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
    private readonly StorageProxy _storage;

    private World(StorageProxy storage, ProviderSandbox provider, TestClock clock)
    {
        (_storage, Provider, Clock) = (storage, provider, clock);
        storage.OnCall = Faults.Of;
    }

    public SoldeTestApp App { get; private set; } = null!;

    public ProviderSandbox Provider { get; }

    public TestClock Clock { get; }

    public StorageFaults Faults { get; } = new();

    public string MailFolder { get; } = Directory.CreateTempSubdirectory("solde-mail-").FullName;

    public string TablePrefix => _prefix;

    public int Deaths { get; private set; }

    public static async Task<World> StartAsync(string storage)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
        // Debits settle when the history says so, never by the passing of real time.
        var options = new ProviderSandboxOptions { Clock = clock, DeliverAutomatically = false, SettlementDelay = TimeSpan.FromDays(365) };
        var world = new World(await StorageProxy.StartAsync(storage), await ProviderSandbox.StartAsync(options), clock);
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

    public async Task DeliverAsync(QueuedMessage message)
    {
        QueuedMessage[] comesAgain = [.. App.Queue.Where(other => !ReferenceEquals(other, message)), message with { Deliveries = message.Deliveries + 1 }];
        await App.DeliverAsync(message);
        await BuryAsync(comesAgain);
    }

    /// <returns>Whether the provider may take the event as delivered.</returns>
    public async Task<bool> TellAsync(JsonObject told) => (await App.TellAsync(told, Clock)).Status == HttpStatusCode.NoContent;

    public async Task RunTimerAsync()
    {
        var before = App.Queue.ToArray();
        await App.RunTimerAsync("ResendOutbox");
        await BuryAsync(before);
    }

    /// <summary>Everything that is still on its way arrives.</summary>
    public async Task SettleAsync()
    {
        Faults.End();
        for (var round = 0; round < 2; round++)
        {
            await App.DrainAsync();
            Clock.Advance(TimeSpan.FromMinutes(5));
            await RunTimerAsync();
        }
        await App.DrainAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
        await _storage.DisposeAsync();
        Directory.Delete(MailFolder, recursive: true);
    }

    /// <summary>Where the process has died, its outputs are lost and another takes over.</summary>
    private async Task<bool> BuryAsync(IReadOnlyList<QueuedMessage> queue)
    {
        if (!Faults.IsDead)
            return false;
        Deaths++;
        var dead = App;
        Faults.Revive();
        App = await StartAppAsync(createTables: false);
        App.Queue.AddRange(queue);
        App.DeadLetters.AddRange(dead.DeadLetters);
        await dead.DisposeAsync();
        return true;
    }

    private Task<SoldeTestApp> StartAppAsync(bool createTables) => SoldeTestApp.StartAsync(new SoldeTestSettings(_storage.ConnectionString)
    {
        TablePrefix = _prefix,
        Provider = Provider.BaseAddress,
        MailFolder = MailFolder,
        Clock = Clock,
        CreateTables = createTables,
        StorageRetryDelay = TimeSpan.FromMilliseconds(1),
    });
}
