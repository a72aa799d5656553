using Solde.Tests.Faults;
using Xunit.Abstractions;

namespace Solde.Tests.Local.Crash;

/// <summary>One job again and again: once undisturbed, to count the app's storage calls, then with a death at one of them.</summary>
internal sealed class KillLoop(CrashScene scene, ITestOutputHelper output, Func<CancellationToken, Task<ICrashJob>> prepare)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task RunAsync()
    {
        var calls = await CountCallsAsync();
        var (choice, points) = KillPoint.Choose(calls);
        output.WriteLine($"{calls} storage calls undisturbed; {points.Count} kill points ({choice}).");

        var notReached = 0;
        var failures = new List<string>();
        foreach (var point in points)
        {
            var (killedAt, failure) = await KillAtAsync(point);
            output.WriteLine($"{point}: {killedAt ?? "not reached"}");
            if (killedAt is null) notReached++;
            if (failure is not null) failures.Add($"Killed {point} ({killedAt}): {failure.Message}\n{scene.Log}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {points.Count} points failed.\n{string.Join("\n\n", failures)}");
        // What runs at the same time takes a call more or less: the very last points may lie beyond the end, others not.
        Assert.True(notReached <= 1 + (points.Count / 20), $"{notReached} of {points.Count} points were not reached.");
    }

    private async Task<int> CountCallsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var job = await prepare(patience.Token);
        var before = scene.Storage.Calls.Count;
        await job.DoAsync();
        var calls = scene.Storage.Calls.Count - before;
        await job.CheckAsync();
        return calls;
    }

    /// <returns>The call at which the app died, null when there were not so many; and what did not hold afterwards.</returns>
    private async Task<(string? KilledAt, Exception? Failure)> KillAtAsync(KillPoint point)
    {
        using var patience = new CancellationTokenSource(Patience);
        var job = await prepare(patience.Token);
        string? killedAt = null;
        var left = point.Call + 1;
        scene.Storage.OnCall = call =>
        {
            if (Interlocked.Decrement(ref left) != 0) return Fault.None;
            killedAt = $"{call.Kind} {call.Path}";
            // The answer would reach nobody: after its death the app must not be told, before it storage neither.
            return point.After
                ? Fault.DropConnectionAfterCommit with { After = scene.Host.KillAppAsync }
                : Fault.DropConnectionBefore with { Before = scene.Host.KillAppAsync };
        };
        try
        {
            await job.DoAsync();
            await job.CheckAsync();
            return (killedAt, null);
        }
        catch (Exception failure)
        {
            // One point's failure must not hide what the others show.
            return (killedAt, failure);
        }
        finally
        {
            scene.Storage.OnCall = _ => Fault.None;
        }
    }
}
