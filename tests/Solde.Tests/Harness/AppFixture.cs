using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;

namespace Solde.Tests.Harness;

/// <summary>
/// One app, one provider sandbox and tables of their own for a test class; Azurite is shared by the whole run. Tests do
/// not meet each other: each takes in an organisation of its own.
/// </summary>
public class AppFixture : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();

    public SoldeTestApp App { get; private set; } = null!;

    public string MailFolder { get; } = Directory.CreateTempSubdirectory("solde-mail-").FullName;

    public string ConnectionString => _azurite.ConnectionString;

    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));

    internal ProviderSandbox Provider { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        Provider = await ProviderSandbox.StartAsync(Bank(new ProviderSandboxOptions { Clock = Clock, DeliverAutomatically = false }));
        App = await SoldeTestApp.StartAsync(new SoldeTestSettings(_azurite.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            Provider = Provider.BaseAddress,
            MailFolder = MailFolder,
            Clock = Clock,
        });
    }

    /// <summary>Everything the provider has said of one object, oldest first, and what follows from each word.</summary>
    internal async Task TellAllAsync(string providerObject)
    {
        foreach (var told in Provider.EventsOf(providerObject))
            await TellAsync(told);
    }

    internal async Task TellAsync(JsonObject told)
    {
        (await App.TellAsync(told, Clock)).Expect(HttpStatusCode.NoContent);
        await App.DrainAsync();
    }

    private protected virtual ProviderSandboxOptions Bank(ProviderSandboxOptions options) => options;

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
        Directory.Delete(MailFolder, recursive: true);
    }
}

/// <summary>Banks that settle nothing by themselves, however the clock moves: a test says when.</summary>
public sealed class SlowBankFixture : AppFixture
{
    private protected override ProviderSandboxOptions Bank(ProviderSandboxOptions options) =>
        options with { SettlementDelay = TimeSpan.FromDays(3650) };
}
