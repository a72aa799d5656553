namespace Solde.Local.Hosting;

/// <summary>Keeps one app process alive. When it ends, the next one is started: at once, but later and later when it keeps dying.</summary>
internal sealed class AppSupervisor(HostJson host, LocalHostOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(10);

    // A process that lived this long did not die of its start.
    private static readonly TimeSpan SoundLife = TimeSpan.FromSeconds(10);

    // How long a process may take to be gone once it has closed its port.
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock swap = new();
    private TaskCompletionSource<AppProcess> ready = NewReady();
    private AppProcess? latest;
    private volatile bool killedOnPurpose;
    private Task supervision = Task.CompletedTask;

    /// <summary>The id of the process that runs, or that ran last.</summary>
    public int ProcessId => latest?.Id ?? throw new InvalidOperationException("The app has not been started.");

    /// <exception cref="InvalidOperationException">The app does not start: nothing is retried, because somebody is looking on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        supervision = SuperviseAsync(await StartAppAsync(cancellationToken));

    /// <summary>The app that answers, once there is one.</summary>
    public Task<AppProcess> ReadyAsync(CancellationToken cancellationToken)
    {
        lock (swap) return ready.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Kills the app; returns when it is gone and nothing is sent to it any more.</summary>
    public async Task KillAsync()
    {
        killedOnPurpose = true;
        var app = latest!;
        await app.KillAsync();
        Forget(app);
    }

    /// <summary>
    /// After a failed call: when nobody answers any more, returns once the app is known to be dead. Otherwise the next calls would
    /// run into the same wall, and a message could use up all its deliveries in the moment before the death is noticed.
    /// </summary>
    public async Task LookAfterAsync(AppProcess app)
    {
        if (!await AppReadiness.IsGoneAsync(app)) return;
        await Task.WhenAny(app.Exited, Task.Delay(LongestDeath, options.Clock));
        if (app.Exited.IsCompleted) Forget(app);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await supervision;
        if (latest is not null) await latest.DisposeAsync();
        stopping.Dispose();
    }

    private async Task SuperviseAsync(AppProcess app)
    {
        var deaths = 0;
        try
        {
            while (true)
            {
                var started = options.Clock.GetTimestamp();
                var exitCode = await app.Exited.WaitAsync(stopping.Token);
                Forget(app);
                options.AppOutput($"The app (process {app.Id}) ended with code {exitCode}; it is started again.");
                deaths = killedOnPurpose || options.Clock.GetElapsedTime(started) > SoundLife ? 0 : deaths + 1;
                killedOnPurpose = false;
                app = await RestartAsync(deaths);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<AppProcess> RestartAsync(int deaths)
    {
        while (true)
        {
            await Task.Delay(BackOff(deaths), options.Clock, stopping.Token);
            try
            {
                return await StartAppAsync(stopping.Token);
            }
            catch (InvalidOperationException failedStart)
            {
                options.AppOutput(failedStart.Message);
                deaths++;
            }
        }
    }

    private async Task<AppProcess> StartAppAsync(CancellationToken cancellationToken)
    {
        var app = await AppProcess.StartAsync(host, options);
        latest = app;
        try
        {
            await AppReadiness.WaitAsync(app, options.AppStartLimit, cancellationToken);
        }
        catch (Exception)
        {
            await app.DisposeAsync();
            throw;
        }
        lock (swap) ready.SetResult(app);
        return app;
    }

    // Nothing is sent to a dead app any more; calls wait for the next one.
    private void Forget(AppProcess app)
    {
        lock (swap)
        {
            if (ready.Task is { IsCompletedSuccessfully: true } task && task.Result == app) ready = NewReady();
        }
    }

    private static TimeSpan BackOff(int deaths) => deaths <= 1
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(LongestBackOff.Ticks, FirstBackOff.Ticks << Math.Min(deaths - 2, 16)));

    private static TaskCompletionSource<AppProcess> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
