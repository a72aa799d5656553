using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary>One timer function: called on its schedule or by hand, never twice at once.</summary>
internal sealed class TimerFunction(
    FunctionMetadata function,
    TimerSchedule schedule,
    TimerStatuses statuses,
    WrappedCall call,
    UnderWay underWay,
    LocalHostOptions options) : IDisposable
{
    // Task.Delay has a limit of weeks, and a long wait drifts when a laptop sleeps.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim oneAtATime = new(1);

    public string Name => function.Name;

    /// <param name="stop">No run begins after it.</param>
    /// <param name="giveUp">Until then a run under way may take.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowScheduleAsync(stop, giveUp);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage) when (StorageOutage.Is(outage))
            {
                options.AppOutput($"The state of timer {Name} is out of reach: {outage.Message}");
                await Task.Delay(options.QueuePollInterval, CancellationToken.None);
            }
        }
    }

    /// <summary>Runs the timer now; its schedule takes no notice.</summary>
    /// <exception cref="InvocationFailedException">The function failed.</exception>
    public async Task RunByHandAsync(CancellationToken cancellationToken)
    {
        var status = await statuses.ReadAsync(Name, cancellationToken) ?? Begin();
        await InvokeAsync(status, isPastDue: false, cancellationToken);
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task FollowScheduleAsync(CancellationToken stop, CancellationToken giveUp)
    {
        var status = await ReadOrBeginAsync(stop);
        // From the last run and not from the stored "next": the schedule may have been changed since.
        var due = schedule.Next(status.Last == default ? status.LastUpdated : status.Last);
        var isPastDue = due <= options.Clock.GetUtcNow();
        while (true)
        {
            await WaitUntilAsync(due, stop);
            await FireAsync(status, isPastDue, giveUp);
            // A wait may end a moment early, and a clock may go back: never the same occurrence twice.
            var now = options.Clock.GetUtcNow();
            var ran = now > due ? now : due;
            due = schedule.Next(ran);
            status = new TimerStatus(ran, due, now);
            // Written after the run: a host that dies during it runs it again.
            await statuses.WriteAsync(Name, status, giveUp);
            isPastDue = false;
        }
    }

    private async Task<TimerStatus> ReadOrBeginAsync(CancellationToken cancellationToken)
    {
        if (await statuses.ReadAsync(Name, cancellationToken) is { } known) return known;
        var status = Begin();
        await statuses.WriteAsync(Name, status, cancellationToken);
        return status;
    }

    private TimerStatus Begin()
    {
        var now = options.Clock.GetUtcNow();
        return new TimerStatus(default, schedule.Next(now), now);
    }

    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken stop)
    {
        while (due - options.Clock.GetUtcNow() is { Ticks: > 0 } remaining)
            await Task.Delay(remaining < LongestWait ? remaining : LongestWait, options.Clock, stop);
        stop.ThrowIfCancellationRequested();
    }

    private async Task FireAsync(TimerStatus status, bool isPastDue, CancellationToken cancellationToken)
    {
        try
        {
            await InvokeAsync(status, isPastDue, cancellationToken);
        }
        catch (InvocationFailedException failure)
        {
            // As in Azure: a failed run is not tried again before its next time.
            options.AppOutput(failure.Message);
        }
    }

    private async Task InvokeAsync(TimerStatus status, bool isPastDue, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            using var counted = underWay.Begin();
            var data = new JsonObject
            {
                ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
                ["ScheduleStatus"] = JsonSerializer.SerializeToNode(status),
                ["IsPastDue"] = isPastDue,
            };
            await call.InvokeAsync(function, data, [], cancellationToken);
        }
        finally
        {
            oneAtATime.Release();
        }
    }
}
