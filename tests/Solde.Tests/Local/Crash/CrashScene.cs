using Solde.Local.Azurite;
using Solde.Local.Desk;
using Solde.Local.Hosting;
using Solde.Local.Provider;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;
using Solde.Tests.Faults;

namespace Solde.Tests.Local.Crash;

/// <summary>
/// The real app as a process under the local host. Its way to the storage leads through a proxy that can kill it at any
/// call; the host's own way does not. Azurite is its own, because the app's queues have fixed names.
/// </summary>
public sealed class CrashScene : IAsyncLifetime
{
    private const string OperatorKey = "operator-key-of-the-crash-tests";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly List<string> log = [];
    private AzuriteProcess azurite = null!;
    private HttpClient api = null!;

    internal StorageProxy Storage { get; private set; } = null!;

    internal ProviderSandbox Provider { get; private set; } = null!;

    internal LocalHost Host { get; private set; } = null!;

    public string MailFolder { get; } = Directory.CreateTempSubdirectory("solde-crash-mail-").FullName;

    /// <summary>What the app and its host said, for a test that fails.</summary>
    public string Log
    {
        get
        {
            lock (log) return string.Join('\n', log.TakeLast(100));
        }
    }

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        Storage = await StorageProxy.StartAsync(azurite.ConnectionString);
        Provider = await ProviderSandbox.StartAsync(new ProviderSandboxOptions { WebhookRetryDelay = TimeSpan.FromMilliseconds(100) });
        Host = await LocalHost.StartAsync(new LocalHostOptions
        {
            AppDirectory = FunctionApp.Built(),
            StorageConnectionString = azurite.ConnectionString,
            RunTimers = false,
            AppOutput = Note,
            Settings = new Dictionary<string, string>
            {
                ["Storage"] = Storage.ConnectionString,
                ["Storage__CreateTables"] = "true",
                ["Stripe__BaseAddress"] = Provider.BaseAddress.AbsoluteUri,
                ["Stripe__ApiKey"] = "sk_test_sandbox",
                ["Stripe__WebhookSecrets"] = "whsec_sandbox",
                ["Solde__OperatorKeyHash"] = Solde.Functions.Organisations.ApiKeyText.HashOf(OperatorKey),
                ["Solde__SigningKey"] = "a-signing-key-of-the-crash-tests-0123",
                ["Mail__Folder"] = MailFolder,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        });
        Provider.Webhooks.Endpoint = new Uri(Host.BaseAddress, "api/v1/provider/webhook");
        api = new HttpClient { BaseAddress = new Uri(Host.BaseAddress, "api/v1/") };
    }

    public async Task DisposeAsync()
    {
        api.Dispose();
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
        await Storage.DisposeAsync();
        await azurite.DisposeAsync();
        Directory.Delete(MailFolder, recursive: true);
    }

    internal Task<CrashDesk> OpenDeskAsync(CancellationToken stop, string currency = "CAD") =>
        CrashDesk.OpenAsync(api, OperatorKey, stop, currency);

    /// <summary>Returns when nothing is under way, here or from the provider to here.</summary>
    public async Task SettledAsync(CancellationToken stop)
    {
        while (true)
        {
            while (Provider.Webhooks.Undelivered.Count > 0) await Task.Delay(BetweenLooks, stop);
            await Host.WhenIdleAsync(stop);
            if (Provider.Webhooks.Undelivered.Count == 0) return;
        }
    }

    /// <summary>Returns when it is so; what is looked at must not lead through the app, whose calls are counted.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken stop)
    {
        while (!await isSo()) await Task.Delay(BetweenLooks, stop);
    }

    /// <summary>As somebody else sees it who shares the storage: no call of the app's.</summary>
    internal BlobContainerClient ContainerOf(string name) => new(StorageAccount.Parse(azurite.ConnectionString), name);

    internal TableServiceClient Tables => new(StorageAccount.Parse(azurite.ConnectionString), "");

    /// <summary>No message waits in an outbox, and none was given up.</summary>
    internal async Task NothingIsLeftAsync(CancellationToken stop)
    {
        var left = await LeftInOutboxesAsync();
        Assert.True(left.Count == 0, string.Join(Environment.NewLine, left));
        foreach (var queue in new[] { "accounts", "payments", "notifications", "partners", "claims", "debits", "provider-events" })
            Assert.Empty(await Host.DeadLettersAsync(queue, stop));
    }

    /// <summary>Messages that were committed and that no consumer has taken off since.</summary>
    private async Task<IReadOnlyList<string>> LeftInOutboxesAsync()
    {
        var outbox = new Outbox(Tables, TimeProvider.System);
        var left = new List<string>();
        foreach (var table in Solde.Functions.SoldeApp.Tables)
        {
            await foreach (var message in outbox.LeftBehindAsync(table, TimeSpan.FromMinutes(-1), CancellationToken.None))
                left.Add($"{message.Queue}: {message.Text}");
        }
        return left;
    }

    private void Note(string line)
    {
        lock (log) log.Add(line);
    }
}
