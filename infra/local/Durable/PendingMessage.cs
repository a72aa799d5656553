using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>What became of a message or command to an instance.</summary>
internal enum SendOutcome
{
    Accepted,
    NoSuchInstance,

    /// <summary>The instance has ended, and the message is not kept.</summary>
    HasEnded,
}

/// <summary>A message whose sender waits until it is stored.</summary>
internal sealed class PendingMessage(HistoryEvent @event, string? executionId, string? marker)
{
    public HistoryEvent Event => @event;

    public string? ExecutionId => executionId;

    /// <summary>A row that is written with it and stands in the way of a second delivery; null when a second one does no harm.</summary>
    public string? Marker => marker;

    /// <summary>Null until somebody has written it, or found that it cannot be.</summary>
    public SendOutcome? Outcome { get; set; }

    public Exception? Failure { get; set; }

    public bool IsSettled => Outcome is not null || Failure is not null;
}
