using Solde.Tests.Faults;
using Solde.Tests.Harness;
using Solde.Tests.Simulation;

namespace Solde.Tests.Debits;

/// <summary>An app whose storage calls a test lets fail, or end its life. Its hub's own way to the storage stays whole.</summary>
public abstract class DyingAppTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected StorageFaults Faults { get; } = new();

    private protected StorageProxy Proxy { get; private set; } = null!;

    private protected SoldeTestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        Proxy.OnCall = Faults.Of;
        App = await SoldeTestApp.StartAsync(new SoldeTestSettings(Proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero)),
        });
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
