namespace Solde.Platform.Durable;

/// <summary>An activity or a sub-orchestration failed, after all attempts that its policy allows.</summary>
/// <param name="taskId">The action's number in the orchestrator's calls, from 0.</param>
public sealed class TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
    : Exception($"Task '{taskName}' (#{taskId}) failed: {failureDetails.ErrorMessage}")
{
    public string TaskName { get; } = taskName;

    public int TaskId { get; } = taskId;

    public TaskFailureDetails FailureDetails { get; } = failureDetails;
}
