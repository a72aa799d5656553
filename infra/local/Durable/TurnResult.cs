using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>What a turn has come to, nothing of it stored yet.</summary>
/// <param name="Events">All of the turn as the history keeps it.</param>
/// <param name="Status">The instance's status after it.</param>
internal sealed record TurnResult(IReadOnlyList<HistoryEvent> Events, OrchestrationStatus Status)
{
    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public IReadOnlyList<OutgoingMessage> Outgoing { get; init; } = [];

    /// <summary>The execution that begins where this one has continued as new.</summary>
    public InstanceHead? Next { get; init; }
}
