namespace Solde.Platform.Durable;

public sealed record StartOrchestrationOptions(ExistingInstance WhenItExists = ExistingInstance.LeaveAlone);

/// <summary>What a start does when an instance with that id is there.</summary>
public enum ExistingInstance
{
    /// <summary>Running or ended, it stays, and its id is returned: a start that is repeated starts once.</summary>
    LeaveAlone,

    /// <summary>Running or ended, it stays, and the start is an <see cref="OrchestrationAlreadyExistsException"/>.</summary>
    Fail,

    /// <summary>One that has ended is replaced and its history lost; one that runs stays, and its id is returned.</summary>
    ReplaceEnded,
}

public sealed class OrchestrationAlreadyExistsException(string instanceId)
    : Exception($"An orchestration instance '{instanceId}' exists already.")
{
    public string InstanceId { get; } = instanceId;
}

/// <summary>What became of an event.</summary>
public enum RaiseEventResult
{
    /// <summary>The task hub keeps it until the instance takes it.</summary>
    Raised,
    NoSuchInstance,

    /// <summary>The event is not kept.</summary>
    HasEnded,
}

/// <summary>What became of a command to an instance.</summary>
public enum InstanceCommandResult
{
    /// <summary>It takes effect with the instance's next turn.</summary>
    Accepted,
    NoSuchInstance,
    HasEnded,
}

public sealed record PurgeResult(int PurgedInstanceCount);
