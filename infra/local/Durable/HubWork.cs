using Solde.Local.Hosting;

namespace Solde.Local.Durable;

/// <summary>A piece of the hub's work. False means that it is not done and must be begun again.</summary>
internal delegate Task<bool> HubTask(CancellationToken cancellationToken);

/// <summary>
/// What is to be done now, in the order in which it came up: turns and deliveries in one line, activities in another, so that
/// slow activities do not keep orchestrators waiting.
/// </summary>
internal sealed class HubWork(TimeProvider clock, Action<string> log)
{
    private static readonly TimeSpan BeforeTryingAgain = TimeSpan.FromMilliseconds(200);

    private readonly Lock turn = new();
    private readonly Lane turns = new();
    private readonly Lane activities = new();
    private int open;

    /// <summary>Nothing waits and nothing is under way. What a task adds is counted before the task itself ends.</summary>
    public bool IsIdle => Volatile.Read(ref open) == 0;

    public void AddTurn(HubTask task) => Add(turns, task);

    public void AddActivity(HubTask task) => Add(activities, task);

    /// <summary>Does the oldest task, turns first, and returns; false when there was none.</summary>
    public async Task<bool> RunOneAsync(CancellationToken cancellationToken)
    {
        var lane = turns;
        if (!TryTake(turns, out var task) && !TryTake(lane = activities, out task)) return false;
        var done = false;
        try
        {
            done = await task(cancellationToken);
        }
        finally
        {
            if (!done) Add(lane, task);
            Interlocked.Decrement(ref open);
        }
        return true;
    }

    /// <summary>Works until <paramref name="stopTaking"/>, then finishes what is under way.</summary>
    public Task RunAsync(int maxTurns, int maxActivities, CancellationToken stopTaking, CancellationToken giveUp) => Task.WhenAll(
        RunAsync(turns, maxTurns, stopTaking, giveUp), RunAsync(activities, maxActivities, stopTaking, giveUp));

    private void Add(Lane lane, HubTask task)
    {
        Interlocked.Increment(ref open);
        lock (turn) lane.Waiting.Enqueue(task);
        lane.Arrived.Release();
    }

    private bool TryTake(Lane lane, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HubTask? task)
    {
        lock (turn) return lane.Waiting.TryDequeue(out task);
    }

    private async Task RunAsync(Lane lane, int limit, CancellationToken stopTaking, CancellationToken giveUp)
    {
        using var free = new SemaphoreSlim(limit);
        try
        {
            while (true)
            {
                await lane.Arrived.WaitAsync(stopTaking);
                await free.WaitAsync(stopTaking);
                if (TryTake(lane, out var task)) _ = RunAsync(lane, task, free, stopTaking, giveUp);
                else free.Release();
            }
        }
        catch (OperationCanceledException) when (stopTaking.IsCancellationRequested)
        {
            // What still waits is found again by the next start.
        }
        for (var call = 0; call < limit; call++) await free.WaitAsync(CancellationToken.None);
    }

    private async Task RunAsync(Lane lane, HubTask task, SemaphoreSlim free, CancellationToken stopTaking, CancellationToken giveUp)
    {
        // Off the loop: a task may run a long way before it first waits.
        await Task.Yield();
        var done = false;
        try
        {
            done = await task(giveUp);
            if (!done) await Task.Delay(BeforeTryingAgain, clock, stopTaking);
        }
        catch (OperationCanceledException) when (stopTaking.IsCancellationRequested)
        {
            // The host waits no longer.
        }
        catch (Exception failure)
        {
            // The edge of the hub: whatever it was, the instance is not to stand still for ever.
            log(StorageOutage.Is(failure) ? $"The task hub's storage is out of reach: {failure.Message}" : $"The task hub: {failure}");
            await Task.Delay(BeforeTryingAgain, clock, CancellationToken.None);
        }
        finally
        {
            if (!done) Add(lane, task);
            Interlocked.Decrement(ref open);
            free.Release();
        }
    }

    private sealed class Lane
    {
        public Queue<HubTask> Waiting { get; } = new();

        public SemaphoreSlim Arrived { get; } = new(0);
    }
}
