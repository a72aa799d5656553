using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Solde.Local.Provider;

/// <summary>
/// A payment provider on loopback that answers, declines, delays and tells as Stripe's documentation says, so that the real client runs
/// against it unchanged. It moves no money and needs no network.
/// </summary>
internal sealed class ProviderSandbox : IAsyncDisposable
{
    private const long LargestBody = 1024 * 1024;

    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication app;
    private readonly SandboxState state;
    private readonly CallLog calls = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim woken = new(0, 1);
    private Task background = Task.CompletedTask;

    private ProviderSandbox(ProviderSandboxOptions options)
    {
        state = new SandboxState(options.StateFile);
        var clock = new SandboxClock(options.Clock, state);
        Objects = new SandboxObjects(state);
        OnDemand = new OnDemand(state, clock, options);
        Webhooks = new Webhooks(state, clock, options);
        app = Build(options);
        var api = new ProviderApi(state, clock, new IdempotencyStore(state), Faults, calls, options);
        app.Map("/v1/{**path}", api.HandleAsync);
        ControlApi.Map(app, this);
        AuthenticationPage.Map(app, this);
    }

    /// <summary>Where <c>/v1</c> and <c>/_sandbox</c> are.</summary>
    public Uri BaseAddress => new(app.Urls.Single());

    /// <summary>Every call of <c>/v1</c> since the start, oldest first.</summary>
    public IReadOnlyList<LoggedCall> Calls => calls.All;

    public SandboxObjects Objects { get; }

    public Faults Faults { get; } = new();

    public Webhooks Webhooks { get; }

    public OnDemand OnDemand { get; }

    /// <exception cref="IOException">The port or the state file is in use.</exception>
    public static async Task<ProviderSandbox> StartAsync(ProviderSandboxOptions options, CancellationToken cancellation = default)
    {
        var sandbox = new ProviderSandbox(options);
        try
        {
            await sandbox.app.StartAsync(cancellation);
        }
        catch
        {
            // A taken port must not keep the state file locked.
            await sandbox.DisposeAsync();
            throw;
        }

        sandbox.state.Pages = sandbox.BaseAddress;
        sandbox.state.OnCommitted = sandbox.Wake;
        sandbox.background = Task.Run(sandbox.RunAsync, CancellationToken.None);
        return sandbox;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await background;
        await app.DisposeAsync();
        Webhooks.Dispose();
        state.Dispose();
        stopping.Dispose();
        woken.Dispose();
    }

    private static WebApplication Build(ProviderSandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
        return builder.Build();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                OnDemand.SettleDue();
                await Webhooks.DeliverDueAsync(stopping.Token);
                // Commits wake it; the nap is for what becomes due by time alone, on whatever clock.
                await woken.WaitAsync(LongestNap, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The sandbox is being disposed; what is undelivered is in the state.
        }
    }

    private void Wake()
    {
        // Inside the gate, so no other commit releases it at the same time.
        if (woken.CurrentCount == 0)
            woken.Release();
    }
}
