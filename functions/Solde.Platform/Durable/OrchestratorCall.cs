using System.Diagnostics;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Durable.Replay;
using Solde.Platform.Hosting;

namespace Solde.Platform.Durable;

/// <summary>A turn as the host asks for it and takes its answer: protobuf as base64 text.</summary>
internal static class OrchestratorCall
{
    public const string Binding = "context";

    /// <exception cref="FormatException">The text is no base64 of an OrchestratorRequest.</exception>
    /// <exception cref="NotSupportedException">The host keeps the history back to send it over gRPC.</exception>
    public static string Answer(OrchestratorDeclaration orchestrator, JsonElement call, ILoggerFactory loggers)
    {
        var request = Read(call.GetProperty("Data").GetProperty(Binding));
        if (request.RequiresHistoryStreaming)
            throw new NotSupportedException($"The history of '{request.InstanceId}' does not come with the call.");
        Activity.Current?.SetTag("solde.instance", request.InstanceId);
        return Convert.ToBase64String(OrchestratorTurn.Run(orchestrator, request, loggers).ToByteArray());
    }

    /// <summary>What the instance was started in, however many turns ago; null where that is not known.</summary>
    /// <inheritdoc cref="Answer" path="/exception"/>
    public static string? TraceParentOf(JsonElement call)
    {
        var request = Read(call.GetProperty("Data").GetProperty(Binding));
        var started = request.PastEvents.Concat(request.NewEvents).Select(happened => happened.ExecutionStarted).FirstOrDefault(start => start is not null);
        return started?.ParentTraceContext?.TraceParent;
    }

    private static OrchestratorRequest Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !value.TryGetBytesFromBase64(out var bytes))
            bytes = Convert.FromBase64String(TriggerData.Unwrap(value));
        try
        {
            return OrchestratorRequest.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new FormatException("The call holds no OrchestratorRequest.", broken);
        }
    }
}
