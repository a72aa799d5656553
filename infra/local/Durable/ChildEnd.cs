using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>What a parent learns of its sub-orchestration's end.</summary>
internal static class ChildEnd
{
    public static HistoryEvent Of(string name, int taskScheduledId, CompleteOrchestrationAction completion)
    {
        var hasCompleted = completion.OrchestrationStatus == OrchestrationStatus.Completed;
        if (hasCompleted && completion.Result is not { Length: > MessageLimit.MaxLength })
            return new() { SubOrchestrationInstanceCompleted = new() { TaskScheduledId = taskScheduledId, Result = completion.Result } };
        var failure = completion.OrchestrationStatus switch
        {
            OrchestrationStatus.Completed => HistoryEvents.Failure(
                "ResultTooLong", MessageLimit.Refusal($"The result of '{name}'", completion.Result.Length)),
            // A terminated child has failed, as its parent sees it.
            OrchestrationStatus.Terminated => HistoryEvents.Failure(
                "OrchestrationTerminated", completion.Result ?? $"'{name}' was terminated."),
            _ => completion.FailureDetails ?? HistoryEvents.Failure("OrchestrationFailed", completion.Result ?? $"'{name}' has failed."),
        };
        return Failed(taskScheduledId, failure);
    }

    public static HistoryEvent Failed(int taskScheduledId, TaskFailureDetails failure) =>
        new() { SubOrchestrationInstanceFailed = new() { TaskScheduledId = taskScheduledId, FailureDetails = failure } };
}
