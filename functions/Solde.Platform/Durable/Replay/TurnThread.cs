namespace Solde.Platform.Durable.Replay;

/// <summary>
/// Runs everything an orchestrator's code does in one turn on the thread that called it, in the order it was asked for.
/// What comes from another thread, or late, has no place in a replay: it is not run, and it is remembered.
/// </summary>
internal sealed class TurnThread : SynchronizationContext
{
    private readonly int _threadId = Environment.CurrentManagedThreadId;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private volatile bool _hasEnded;
    private volatile string? _intrusion;

    /// <summary>What another thread tried, or null.</summary>
    public string? Intrusion => _intrusion;

    public bool IsHere => !_hasEnded && Environment.CurrentManagedThreadId == _threadId;

    public bool HasEnded => _hasEnded;

    public void Intrude(string what) => _intrusion ??= what;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsHere)
            _posted.Enqueue((d, state));
        else
            Intrude("its code went on after something that did not come from the context (I/O, Task.Delay, another thread)");
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsHere)
            d(state);
        else
            Intrude("another thread called into it");
    }

    public override SynchronizationContext CreateCopy() => this;

    public void RunPosted()
    {
        while (_posted.TryDequeue(out var next))
            next.Callback(next.State);
    }

    public void End() => _hasEnded = true;
}
