using Google.Protobuf;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>An event on its way to another instance: a start, a completion, a sent event or a terminate.</summary>
/// <param name="Target">The instance it is for.</param>
/// <param name="ExecutionId">The execution that must still run there; null when any will do.</param>
/// <param name="Event">What it gets.</param>
internal sealed record OutgoingMessage(string Target, string? ExecutionId, HistoryEvent Event)
{
    public static byte[] Write(IEnumerable<OutgoingMessage> messages)
    {
        using var bytes = new MemoryStream();
        foreach (var message in messages) message.Envelope().WriteDelimitedTo(bytes);
        return bytes.ToArray();
    }

    public static IReadOnlyList<OutgoingMessage> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var messages = new List<OutgoingMessage>();
        while (stream.Position < stream.Length)
        {
            var envelope = OrchestratorRequest.Parser.ParseDelimitedFrom(stream);
            messages.Add(new OutgoingMessage(envelope.InstanceId, envelope.ExecutionId, envelope.NewEvents[0]));
        }
        return messages;
    }

    // A message of the protocol that has just these three parts.
    private OrchestratorRequest Envelope() => new() { InstanceId = Target, ExecutionId = ExecutionId, NewEvents = { Event } };
}

/// <summary>The messages of one turn, with the rows that hold them until all are delivered.</summary>
internal sealed record OutgoingTurn(string ExecutionId, int Turn, IReadOnlyList<string> RowKeys, IReadOnlyList<OutgoingMessage> Messages);
