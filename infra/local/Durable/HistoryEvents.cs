using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>Makes events, and turns lists of them into bytes and back.</summary>
internal static class HistoryEvents
{
    /// <summary>The event with its time, and with -1 as its id: only what an action caused has a number.</summary>
    public static HistoryEvent New(DateTimeOffset now, HistoryEvent content, int eventId = -1)
    {
        content.EventId = eventId;
        content.Timestamp = Timestamp.FromDateTimeOffset(now);
        return content;
    }

    /// <summary>What the app is told of a function that failed: no more than the Functions host tells.</summary>
    public static TaskFailureDetails Failure(string errorType, string message) => new() { ErrorType = errorType, ErrorMessage = message };

    public static string WhyMissing(DurableKind kind, string name) =>
        $"The function '{name}' doesn't exist, is disabled, or is not an {kind.ToString().ToLowerInvariant()} function.";

    // The protocol has a message that holds events, so no format of our own is needed.
    public static byte[] Write(IEnumerable<HistoryEvent> events) => new OrchestratorRequest { PastEvents = { events } }.ToByteArray();

    public static IReadOnlyList<HistoryEvent> Read(byte[] bytes) => OrchestratorRequest.Parser.ParseFrom(bytes).PastEvents;
}
