using Microsoft.Extensions.Logging;
using Solde.Platform.Durable;

namespace Solde.Tests.Platform.Durable;

/// <summary>
/// The same context without any replay: the code runs once and goes on where it waits. What it asks for is what every
/// replay must ask for. Results are texts.
/// </summary>
internal sealed class LiveContext : TaskOrchestrationContext
{
    private readonly List<TaskCompletionSource<string>> _open = [];
    private readonly List<(string Name, TaskCompletionSource<string> Result)> _waits = [];
    private readonly List<(string Name, string Payload)> _kept = [];

    /// <summary>One line an action, as <see cref="Turns.Asked"/> has them without their inputs.</summary>
    public List<string> Asked { get; } = [];

    public DateTime Now { get; set; } = Turns.Begin;

    public override string Name => "Story";

    public override string InstanceId => "live";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => false;

    public void Complete(int id, string result) => _open[id].TrySetResult(result);

    public void Raise(string name, string payload)
    {
        var wait = _waits.FindIndex(wait => wait.Name == name && !wait.Result.Task.IsCompleted);
        if (wait < 0)
        {
            _kept.Add((name, payload));
            return;
        }
        var result = _waits[wait].Result;
        _waits.RemoveAt(wait);
        result.SetResult(payload);
    }

    public override async Task<TResult> CallActivityAsync<TResult>(string name, object? input = null, TaskOptions? options = null) =>
        (TResult)(object)await Ask($"activity {name}");

    public override Task CallActivityAsync(string name, object? input = null, TaskOptions? options = null) => Ask($"activity {name}");

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(string name, object? input = null, TaskOptions? options = null) =>
        (TResult)(object)await Ask($"child {name}");

    public override Task CallSubOrchestratorAsync(string name, object? input = null, TaskOptions? options = null) => Ask($"child {name}");

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        for (var days = (fireAt - Now).TotalDays; days > 3; days = (fireAt - Now).TotalDays)
            await Ask("timer");
        await Ask("timer");
    }

    public override async Task<T> WaitForExternalEvent<T>(string name, CancellationToken cancellationToken = default)
    {
        var kept = _kept.FindIndex(kept => kept.Name == name);
        if (kept >= 0)
        {
            var payload = _kept[kept].Payload;
            _kept.RemoveAt(kept);
            return (T)(object)payload;
        }
        var result = new TaskCompletionSource<string>();
        _waits.Add((name, result));
        return (T)(object)await result.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string name, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var timer = CreateTimer(Now + timeout, CancellationToken.None);
        var raised = WaitForExternalEvent<T>(name, CancellationToken.None);
        var wait = _waits.Count == 0 ? default : _waits[^1];
        if (await Task.WhenAny(raised, timer) == timer)
        {
            _waits.Remove(wait);
            throw new TaskCanceledException();
        }
        return await raised;
    }

    public override void SendEvent(string instanceId, string name, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    public override ILogger CreateReplaySafeLogger(string category) => throw new NotSupportedException();

    private Task<string> Ask(string what)
    {
        Asked.Add($"{_open.Count} {what}");
        _open.Add(new TaskCompletionSource<string>());
        return _open[^1].Task;
    }
}
