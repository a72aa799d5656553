using Microsoft.Extensions.Logging;
using Solde.Platform.Durable.Protocol;
using EventKind = Solde.Platform.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Solde.Platform.Durable.Replay;

/// <summary>
/// One turn: the code runs from its beginning, gets the events in order, and what it asked for without an event in the
/// history is the answer. All on the calling thread.
/// </summary>
internal sealed class OrchestratorTurn
{
    private readonly OrchestratorDeclaration _orchestrator;
    private readonly TurnThread _thread;
    private readonly ReplayingContext _context;
    private readonly string? _input;
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private Task<string?>? _code;
    private bool _isSuspended;
    private ExecutionTerminatedEvent? _terminated;

    private OrchestratorTurn(
        OrchestratorDeclaration orchestrator,
        OrchestratorRequest request,
        ExecutionStartedEvent started,
        TurnThread thread,
        ILoggerFactory loggers)
    {
        _orchestrator = orchestrator;
        _thread = thread;
        _input = started.Input;
        _context = new ReplayingContext(started, request.InstanceId, new RecordedActions(request), orchestrator.Json, thread, loggers);
    }

    /// <exception cref="ArgumentException">The history does not say how the instance began.</exception>
    public static OrchestratorResponse Run(OrchestratorDeclaration orchestrator, OrchestratorRequest request, ILoggerFactory loggers)
    {
        var started = request.PastEvents.Concat(request.NewEvents).FirstOrDefault(e => e.EventTypeCase == EventKind.ExecutionStarted)
            ?? throw new ArgumentException($"The history of '{request.InstanceId}' does not say how it began.", nameof(request));
        var thread = new TurnThread();
        var turn = new OrchestratorTurn(orchestrator, request, started.ExecutionStarted, thread, loggers);
        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(thread);
        try
        {
            return turn.Run(request);
        }
        finally
        {
            thread.End();
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }

    private OrchestratorResponse Run(OrchestratorRequest request)
    {
        try
        {
            _context.SetReplaying(true);
            foreach (var past in request.PastEvents)
                Pass(past);
            _context.SetReplaying(false);
            foreach (var news in request.NewEvents)
                Pass(news);
            CheckWhatIsAwaited();
        }
        catch (NonDeterministicOrchestrationException difference)
        {
            return TurnAnswer.Failed(_context, difference);
        }

        if (_terminated is not null)
            return TurnAnswer.Terminated(_context, _terminated.Input);
        // What the code asked for before it was suspended is asked again when it is resumed.
        return _isSuspended ? TurnAnswer.Nothing(_context) : TurnAnswer.Of(_context, _code);
    }

    private void Pass(HistoryEvent passed)
    {
        switch (passed.EventTypeCase)
        {
            case EventKind.OrchestratorStarted:
                _context.SetTime(passed.Timestamp.ToDateTime());
                break;
            case EventKind.TaskScheduled or EventKind.SubOrchestrationInstanceCreated or EventKind.TimerCreated or EventKind.EventSent:
                Confirm(passed);
                break;
            case EventKind.ExecutionSuspended:
                _isSuspended = true;
                break;
            case EventKind.ExecutionResumed:
                _isSuspended = false;
                while (_whileSuspended.TryDequeue(out var kept))
                    Deliver(kept);
                break;
            case EventKind.ExecutionTerminated when _code is not { IsCompleted: true }:
                _terminated ??= passed.ExecutionTerminated;
                break;
            default:
                if (_isSuspended)
                    _whileSuspended.Enqueue(passed);
                else
                    Deliver(passed);
                break;
        }
    }

    /// <summary>The history holds an action: the code must have asked for just that one by now.</summary>
    private void Confirm(HistoryEvent recorded)
    {
        if (PlannedAction.Recorded(recorded) is not var (kind, name))
            return;
        var asked = recorded.EventId >= 0 && recorded.EventId < _context.Actions.Count ? _context.Actions[recorded.EventId] : null;
        if (asked is null || !asked.Fits(kind, name))
        {
            throw new NonDeterministicOrchestrationException(
                $"Orchestrator '{_orchestrator.Name}', instance '{_context.InstanceId}': at action {recorded.EventId} the history says "
                + $"{PlannedAction.Describe(kind, name)}, but the code asked for {asked?.ToString() ?? "nothing"}. "
                + "An instance must be replayed by the code that began it.");
        }
        asked.IsConfirmed = true;
    }

    private void Deliver(HistoryEvent passed)
    {
        if (_terminated is not null)
            return;
        switch (passed.EventTypeCase)
        {
            case EventKind.ExecutionStarted when _code is null:
                _code = _orchestrator.Run(_context, _input);
                break;
            case EventKind.EventRaised:
                // After the end, or on the way to a new beginning, an event belongs to the next execution.
                if (_code is { IsCompleted: true } || _context.Continuation is not null)
                    _context.Inbox.Keep(passed);
                else
                    _context.Inbox.Raise(passed);
                break;
            case EventKind.TaskCompleted:
                Open(passed.TaskCompleted.TaskScheduledId)?.Result!.Complete(passed.TaskCompleted.Result);
                break;
            case EventKind.TaskFailed:
                Fail(passed.TaskFailed.TaskScheduledId, TaskFailureDetails.Of(passed.TaskFailed.FailureDetails));
                break;
            case EventKind.SubOrchestrationInstanceCompleted:
                var child = passed.SubOrchestrationInstanceCompleted;
                Open(child.TaskScheduledId)?.Result!.Complete(child.Result);
                break;
            case EventKind.SubOrchestrationInstanceFailed:
                var failed = passed.SubOrchestrationInstanceFailed;
                Fail(failed.TaskScheduledId, TaskFailureDetails.Of(failed.FailureDetails));
                break;
            case EventKind.TimerFired:
                Open(passed.TimerFired.TimerId)?.Result!.Complete(json: null);
                break;
        }
        _thread.RunPosted();
    }

    /// <summary>Null for a completion that comes twice, or late, or is of no action of the code's.</summary>
    private PlannedAction? Open(int id) =>
        _code is { IsCompleted: false } && id >= 0 && id < _context.Actions.Count && _context.Actions[id] is { Result.IsOpen: true } open
            ? open
            : null;

    private void Fail(int id, TaskFailureDetails details)
    {
        if (Open(id) is { } failed)
            failed.Result!.Fail(new TaskFailedException(failed.Name, id, details));
    }

    private void CheckWhatIsAwaited()
    {
        var why = _thread.Intrusion;
        if (why is null && _code is { IsCompleted: false } && !_isSuspended && _terminated is null && !IsAnythingOpen())
            why = "its code waits for something that did not come from the context (I/O, Task.Delay, another thread)";
        if (why is not null)
        {
            throw new NonDeterministicOrchestrationException(
                $"Orchestrator '{_orchestrator.Name}', instance '{_context.InstanceId}': {why}, after {_context.Actions.Count} actions. "
                + "No replay could repeat that: it may await only what the context gave it.");
        }
    }

    private bool IsAnythingOpen()
    {
        // The newest ones are those that are open, as a rule.
        for (var id = _context.Actions.Count - 1; id >= 0; id--)
        {
            if (_context.Actions[id] is { Result.IsOpen: true })
                return true;
        }
        return _context.Inbox.IsAwaited;
    }
}
