using Solde.Local.Azurite;
using Solde.Local.Hosting;
using Solde.Local.Provider;

namespace Solde.Local.Desk;

/// <summary>
/// The whole of Solde on one machine: storage, provider and app. What is in its data folder when it stops, or is killed with
/// -9, goes on when it starts again.
/// </summary>
internal sealed class LocalDesk : IAsyncDisposable
{
    private const int AzuriteBlobPort = 10000;
    private const int ProviderPort = 12111;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    // What a killed host held comes back after this, so it is short: somebody waits for it.
    private static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(15);

    private readonly Stack<IAsyncDisposable> started = new();

    private LocalDesk(DataFolder folder) => Folder = folder;

    public DataFolder Folder { get; }

    public ProviderSandbox Provider { get; private set; } = null!;

    public LocalHost Host { get; private set; } = null!;

    /// <summary>What the app has told of its spans; empty unless it was asked to.</summary>
    public TraceBook Traces { get; } = new();

    public Uri Api => new(Host.BaseAddress, "api/v1/");

    /// <summary>What to try it with, once there is an organisation.</summary>
    public string? OrganisationKey { get; set; }

    /// <exception cref="DeskException">It cannot be set up.</exception>
    public static async Task<LocalDesk> StartAsync(DeskOptions options, CancellationToken cancellationToken)
    {
        var appDirectory = FunctionApp.Locate(options.AppDirectory);
        var desk = new LocalDesk(DataFolder.Open(options));
        try
        {
            await desk.StartPartsAsync(options, appDirectory, cancellationToken);
            return desk;
        }
        catch (Exception failure)
        {
            await desk.DisposeAsync();
            if (failure is InvalidOperationException or InvalidDataException or IOException)
                throw new DeskException(failure.Message, failure);
            throw;
        }
    }

    /// <summary>Returns when every message is worked off and every event of the provider is delivered.</summary>
    public async Task SettledAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (Provider.Webhooks.Undelivered.Count > 0) await Task.Delay(BetweenLooks, cancellationToken);
            await Host.WhenIdleAsync(cancellationToken);
            // The last message may have called the provider, which then has something to tell.
            if (Provider.Webhooks.Undelivered.Count == 0) return;
        }
    }

    /// <summary>One payment on all its ways: the provider's call, the queue, the account, the outbox, the notice, the mail.</summary>
    public void SayTraceOfPayment()
    {
        Console.WriteLine();
        foreach (var line in TraceListing.Lines(Traces.First("ProviderWebhook", "send mail"))) Console.WriteLine(line);
    }

    public void SayWhereItServes()
    {
        Console.WriteLine();
        Console.WriteLine($"API               {Api}");
        Console.WriteLine($"OpenAPI document  {new Uri(Host.BaseAddress, "api/openapi/v1.json")}");
        Console.WriteLine($"Workflows         {Host.WorkflowsAddress}");
        Console.WriteLine($"Provider sandbox  {Provider.BaseAddress}");
        Console.WriteLine($"Mails             {Folder.Mailbox}");
        Console.WriteLine($"Operator key      {DeskSecrets.OperatorKey}");
        if (OrganisationKey is not null)
        {
            Console.WriteLine($"API key           {OrganisationKey}");
            Console.WriteLine();
            Console.WriteLine($"  curl -H \"Authorization: Bearer {OrganisationKey}\" {Api}accounts");
        }
        Console.WriteLine();
        Console.WriteLine("Serving. Ctrl+C stops everything.");
    }

    public async ValueTask DisposeAsync()
    {
        // The newest first: nobody is to call what has stopped already.
        while (started.TryPop(out var part)) await part.DisposeAsync();
        Folder.Dispose();
    }

    private async Task StartPartsAsync(DeskOptions options, string appDirectory, CancellationToken cancellationToken)
    {
        // Port 0 asks for a desk that is in nobody's way: none of its services takes its usual port.
        int Usual(string service, int port) => options.Port == 0 ? 0 : Ports.Choose(service, port);

        await FormerLife.WaitForEndAsync(Folder.AzuriteLife, cancellationToken);
        if (options.IsFresh) Folder.Empty();

        Console.WriteLine("Starting the storage emulator (installed first where it is missing) ...");
        var azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions
            {
                DataDirectory = Folder.Azurite,
                BlobPort = Usual("blob storage", AzuriteBlobPort),
                QueuePort = Usual("queue storage", AzuriteBlobPort + 1),
                TablePort = Usual("table storage", AzuriteBlobPort + 2),
            },
            cancellationToken);
        started.Push(azurite);
        FormerLife.Remember(Folder.AzuriteLife, azurite.ProcessId);

        Provider = await ProviderSandbox.StartAsync(
            new ProviderSandboxOptions
            {
                Port = Usual("the provider sandbox", ProviderPort),
                StateFile = Folder.ProviderState,
                ApiKey = DeskSecrets.ProviderKey,
                WebhookSecret = DeskSecrets.WebhookSecret,
                PayoutInterval = TimeSpan.FromDays(1),
            },
            cancellationToken);
        started.Push(Provider);

        Console.WriteLine("Starting the app ...");
        var log = new AppLog(Folder.AppLog);
        started.Push(log);
        Host = await LocalHost.StartAsync(
            new LocalHostOptions
            {
                AppDirectory = appDirectory,
                AppName = "solde",
                StorageConnectionString = azurite.ConnectionString,
                Port = Ports.Choose("the API", options.Port),
                Settings = Settings(azurite, options),
                LockDuration = LockDuration,
                AppOutput = line =>
                {
                    if (!Traces.TryTake(line)) log.Write(line);
                },
            },
            cancellationToken);
        started.Push(Host);
        // Only now does somebody listen there: events left over from an earlier run are delivered at once.
        Provider.Webhooks.Endpoint = new Uri(Api, "provider/webhook");
    }

    private Dictionary<string, string> Settings(AzuriteProcess azurite, DeskOptions options) => new()
    {
        ["Storage"] = azurite.ConnectionString,
        ["Storage__CreateTables"] = "true",
        ["Stripe__BaseAddress"] = Provider.BaseAddress.AbsoluteUri,
        ["Stripe__ApiKey"] = DeskSecrets.ProviderKey,
        ["Stripe__WebhookSecrets"] = DeskSecrets.WebhookSecret,
        ["Partners__AllowLoopback"] = "true",
        ["Solde__OperatorKeyHash"] = DeskSecrets.OperatorKeyHash,
        ["Solde__SigningKey"] = DeskSecrets.SigningKey,
        ["Mail__Folder"] = Folder.Mailbox,
        ["Telemetry__Console"] = options.Traces ? "true" : "false",
        ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
    };
}
