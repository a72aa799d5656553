using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;
using Solde.Tests.Harness;

namespace Solde.Tests.Local.Durable;

/// <summary>A task hub on a table of its own, with a scripted app and a clock that stands still.</summary>
internal sealed class HubTest : IDisposable
{
    private static readonly StorageClientOptions Impatient = new()
    {
        Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    public HubTest(string connectionString, string? prefix = null, TestClock? clock = null, ScriptedFunctions? functions = null)
    {
        ConnectionString = connectionString;
        Prefix = prefix ?? AzuriteFixture.RandomName("t")[..12];
        Clock = clock ?? new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
        Functions = functions ?? new ScriptedFunctions();
        Hub = new TaskHub(new TaskHubOptions
        {
            Account = StorageAccount.Parse(connectionString, Impatient),
            Functions = Functions,
            TablePrefix = Prefix,
            Clock = Clock,
        });
    }

    public string ConnectionString { get; }

    public string Prefix { get; }

    public TestClock Clock { get; }

    public ScriptedFunctions Functions { get; }

    public TaskHub Hub { get; }

    /// <summary>Another hub on the same table, as after a crash.</summary>
    public HubTest Next(string? connectionString = null) => new(connectionString ?? ConnectionString, Prefix, Clock, Functions);

    public async Task<InstanceHead> RunAsync(string name, string id = "one", string? input = null)
    {
        Assert.True(await Hub.StartAsync(name, id, input));
        await Hub.RunUntilIdleAsync();
        return await HeadAsync(id);
    }

    public async Task<InstanceHead> HeadAsync(string id = "one") =>
        await Hub.FindAsync(id) ?? throw new InvalidOperationException($"There is no instance {id}.");

    public async Task<(OrchestrationStatus Status, string? Output)> EndAsync(string id = "one")
    {
        await Hub.RunUntilIdleAsync();
        var head = await HeadAsync(id);
        return (head.Status, head.Output);
    }

    /// <summary>The rows of an instance that lie in the table.</summary>
    public async Task<IReadOnlyList<string>> RowKeysAsync(string id = "one")
    {
        var table = new TableClient(StorageAccount.Parse(ConnectionString), $"{Prefix}hubInstances");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {InstanceId.Key(id)}");
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync(filter)) keys.Add(row.RowKey);
        return keys;
    }

    public void Dispose() => Hub.Dispose();
}
