using Solde.Local.Durable;

namespace Solde.Local.Hosting;

/// <summary>
/// Runs an Azure Functions app with a custom handler on a desk: starts its process and calls it as the Functions host does,
/// with Azurite in the place of Service Bus. What is in its queues when it stops, or is killed, goes on when it starts again.
/// </summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan BetweenIdleChecks = TimeSpan.FromMilliseconds(20);

    private readonly LocalHostOptions options;
    private readonly AppSupervisor app;
    private readonly AppClient client;
    private readonly QueueSet queues;
    private readonly IReadOnlyList<TimerFunction> timers;
    private readonly TaskHubAddress hubAddress;
    private readonly WebApplication server;
    private readonly UnderWay underWay;
    private readonly CancellationTokenSource stopTaking = new();
    private readonly CancellationTokenSource giveUp;
    private Task running = Task.CompletedTask;
    private int stopped;

    private LocalHost(LocalHostParts parts)
    {
        options = parts.Options;
        Functions = parts.Functions;
        app = parts.App;
        client = parts.Client;
        queues = parts.Queues;
        timers = parts.Timers;
        Hub = parts.Hub;
        hubAddress = parts.HubAddress;
        server = parts.Server;
        underWay = parts.UnderWay;
        giveUp = parts.GiveUp;
    }

    /// <summary>Where the functions' routes are, the route prefix not included.</summary>
    public Uri BaseAddress => HttpServer.Address(server);

    /// <summary>The app's own process id; another one after each restart.</summary>
    public int AppProcessId => app.ProcessId;

    public IReadOnlyList<FunctionMetadata> Functions { get; }

    /// <summary>Null when the app has no durable function.</summary>
    public TaskHub? Hub { get; }

    /// <summary>Where the orchestrations are listed, with the key that opens it; null when the app has none.</summary>
    public Uri? WorkflowsAddress => Hub is null ? null : new Uri(hubAddress.ListUri);

    /// <summary>Starts the app and, once it answers, its routes, queues, timers and orchestrations.</summary>
    /// <exception cref="InvalidDataException">host.json or a function.json is not what this host can run.</exception>
    /// <exception cref="InvalidOperationException">The app does not start or does not answer.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancellationToken = default)
    {
        var host = new LocalHost(await LocalHostParts.BuildAsync(options, cancellationToken));
        try
        {
            if (host.Hub is not null) await host.Hub.ReadyAsync(cancellationToken);
            await host.app.StartAsync(cancellationToken);
            await host.server.StartAsync(cancellationToken);
        }
        catch
        {
            // The port is taken, say: the app that runs already must not stay behind.
            await host.DisposeAsync();
            throw;
        }
        var loops = host.queues.Pumps.Select(pump => pump.RunAsync(host.stopTaking.Token));
        if (host.Hub is not null) loops = loops.Append(host.Hub.RunAsync(host.stopTaking.Token, host.giveUp.Token));
        if (options.RunTimers) loops = loops.Concat(host.timers.Select(timer => timer.RunAsync(host.stopTaking.Token, host.giveUp.Token)));
        host.running = Task.WhenAll(loops.ToArray());
        return host;
    }

    /// <summary>Takes no more work, finishes what is under way, then stops the app: SIGTERM, and SIGKILL when it does not leave.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) == 1) return;
        await stopTaking.CancelAsync();
        giveUp.CancelAfter(options.DrainLimit);
        try
        {
            await server.StopAsync();
            await running;
            // What the admin endpoint has accepted belongs to no loop.
            while (!underWay.None && !giveUp.IsCancellationRequested) await Task.Delay(BetweenIdleChecks);
        }
        finally
        {
            await app.DisposeAsync();
            client.Dispose();
            await server.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var pump in queues.Pumps) pump.Dispose();
        foreach (var timer in timers) timer.Dispose();
        Hub?.Dispose();
        stopTaking.Dispose();
        giveUp.Dispose();
    }

    /// <summary>SIGKILL for the app, as a crash would be; it is started again by itself. Returns when the process is gone.</summary>
    public Task KillAppAsync() => app.KillAsync();

    /// <summary>
    /// Returns when no call is under way, every queue is empty and no orchestration has anything to do now. Dead letters do not count,
    /// nor do timers that are not due.
    /// </summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Queues are looked at one after another: a message may pass from one not yet seen to one already seen. It cannot
            // without a call, so the look counts only when no call began meanwhile.
            var begunBefore = underWay.Begun;
            if (IsStill && await queues.AreEmptyAsync(cancellationToken) && IsStill && underWay.Begun == begunBefore) return;
            await Task.Delay(BetweenIdleChecks, cancellationToken);
        }
    }

    private bool IsStill => underWay.None && (Hub is null || Hub.IsIdle);

    /// <summary>Runs a timer now and returns when it is done; its schedule takes no notice.</summary>
    /// <exception cref="InvocationFailedException">The function failed.</exception>
    public Task RunTimerAsync(string name, CancellationToken cancellationToken = default) =>
        (timers.FirstOrDefault(timer => timer.Name == name) ?? throw new ArgumentException($"There is no timer '{name}'.", nameof(name)))
        .RunByHandAsync(cancellationToken);

    /// <summary>The oldest dead letters of a queue, at most 32.</summary>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string queue, CancellationToken cancellationToken = default) =>
        queues[queue].PeekDeadLettersAsync(cancellationToken);

    /// <summary>Puts every dead letter of a queue back into it.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ReplayDeadLettersAsync(string queue, CancellationToken cancellationToken = default) =>
        queues[queue].ReplayDeadLettersAsync(options.LockDuration, cancellationToken);
}
