namespace Solde.Local.Durable;

/// <summary>When which instance has to be told. A timer whose instance has gone on without it stays until it is due.</summary>
internal sealed class HubTimers(TimeProvider clock, HubWork work) : IDisposable
{
    // Task.Delay has a limit of weeks, and a long wait drifts when a laptop sleeps.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private readonly PriorityQueue<HubTask, (DateTimeOffset Due, long Number)> waiting = new();
    private readonly SemaphoreSlim changed = new(0);
    private long count;

    public DateTimeOffset? Next
    {
        get
        {
            lock (turn) return waiting.TryPeek(out _, out var next) ? next.Due : null;
        }
    }

    public void Add(DateTimeOffset due, HubTask fire)
    {
        lock (turn) waiting.Enqueue(fire, (due, count++));
        changed.Release();
    }

    /// <summary>Makes work of all that is due.</summary>
    public void FireDue()
    {
        var now = clock.GetUtcNow();
        lock (turn)
        {
            while (waiting.TryPeek(out var fire, out var next) && next.Due <= now)
            {
                // First the one, then the other: in between it would be nowhere, and the hub would look idle.
                work.AddTurn(fire);
                waiting.Dequeue();
            }
        }
    }

    public bool AnyDue => Next <= clock.GetUtcNow();

    public void Dispose() => changed.Dispose();

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                FireDue();
                await WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next start sets the timers again.
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var woken = changed.WaitAsync(either.Token);
        if (Next is { } next)
        {
            var wait = next - clock.GetUtcNow();
            if (wait > LongestWait) wait = LongestWait;
            if (wait > TimeSpan.Zero) await Task.WhenAny(woken, Task.Delay(wait, clock, either.Token));
        }
        else
        {
            await woken;
        }
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }
}
