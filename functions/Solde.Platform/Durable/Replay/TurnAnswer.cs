using Solde.Platform.Durable.Protocol;

namespace Solde.Platform.Durable.Replay;

/// <summary>What the host is told at the end of a turn.</summary>
internal static class TurnAnswer
{
    public static OrchestratorResponse Nothing(ReplayingContext context) =>
        new() { InstanceId = context.InstanceId, CustomStatus = context.CustomStatus };

    /// <param name="code">Null when the instance did not begin yet.</param>
    public static OrchestratorResponse Of(ReplayingContext context, Task<string?>? code)
    {
        var answer = Nothing(context);
        foreach (var action in context.Actions)
        {
            if (!action.IsConfirmed)
                answer.Actions.Add(action.Wire);
        }
        if (code is { IsCompleted: true })
            answer.Actions.Add(End(context, Outcome(context, code)));
        return answer;
    }

    /// <summary>Nothing else is begun by an instance that people have stopped.</summary>
    public static OrchestratorResponse Terminated(ReplayingContext context, string? reason)
    {
        var answer = Nothing(context);
        answer.Actions.Add(End(context, new() { OrchestrationStatus = OrchestrationStatus.Terminated, Result = reason }));
        return answer;
    }

    /// <summary>Nothing else is begun by code that does not fit its history.</summary>
    public static OrchestratorResponse Failed(ReplayingContext context, NonDeterministicOrchestrationException difference)
    {
        var answer = Nothing(context);
        answer.Actions.Add(End(context, Failure(difference)));
        return answer;
    }

    private static CompleteOrchestrationAction Outcome(ReplayingContext context, Task<string?> code)
    {
        if (code.Exception is { } thrown)
            return Failure(thrown.InnerExceptions[0]);
        if (code.IsCanceled)
            return Failure(new TaskCanceledException(code));
        if (context.Continuation is not var (input, preserveEvents))
            return new() { OrchestrationStatus = OrchestrationStatus.Completed, Result = code.Result };
        var again = new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.ContinuedAsNew, Result = input };
        if (preserveEvents)
            again.CarryoverEvents.AddRange(context.Inbox.Untaken());
        return again;
    }

    private static CompleteOrchestrationAction Failure(Exception failure) => new()
    {
        OrchestrationStatus = OrchestrationStatus.Failed,
        Result = failure.Message,
        FailureDetails = TaskFailureDetails.Of(failure).ToWire(),
    };

    private static OrchestratorAction End(ReplayingContext context, CompleteOrchestrationAction end) =>
        new() { Id = context.Actions.Count, CompleteOrchestration = end };
}
