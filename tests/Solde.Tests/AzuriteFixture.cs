using Solde.Local.Azurite;
using Solde.Local.Queues;
using Solde.Platform.Storage;

namespace Solde.Tests;

/// <summary>
/// One Azurite in memory for the whole run, started by the first test that needs it and shared by all, also in parallel:
/// every test makes tables, containers and queues of its own. Its tether stops it when the test process ends, however it ends.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<AzuriteProcess>> Running = new(() => AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true }));

    public string ConnectionString { get; private set; } = "";

    public StorageAccount Account { get; private set; } = null!;

    public static string RandomName(string prefix) => $"{prefix}{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        ConnectionString = (await Running.Value).ConnectionString;
        Account = StorageAccount.Parse(ConnectionString);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public async Task<TableClient> NewTableAsync()
    {
        var table = new TableClient(Account, RandomName("t"));
        await table.CreateIfNotExistsAsync();
        return table;
    }

    public async Task<BlobContainerClient> NewContainerAsync()
    {
        var container = new BlobContainerClient(Account, RandomName("c"));
        await container.CreateIfNotExistsAsync();
        return container;
    }

    public async Task<QueueClient> NewQueueAsync()
    {
        var queue = new QueueClient(Account, RandomName("q"));
        await queue.CreateIfNotExistsAsync();
        return queue;
    }
}
