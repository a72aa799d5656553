using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Solde.Local.Durable;
using Solde.Platform.Durable.Protocol;

namespace Solde.Tests.Local.Durable;

/// <summary>An app of delegates. It takes part in the protocol as the real one does: terminated ends, suspended asks for nothing.</summary>
internal sealed class ScriptedFunctions : IDurableFunctions
{
    private readonly Dictionary<string, Action<ScriptedTurn>> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<string, Task<CallEnd>>> activities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each call as <c>Name(input)</c>, an orchestrator's as <c>Name:instance</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<OrchestratorRequest> Requests { get; } = new();

    public ScriptedFunctions Orchestrator(string name, Action<ScriptedTurn> turn)
    {
        orchestrators[name] = turn;
        return this;
    }

    public ScriptedFunctions Activity(string name, Func<string, Task<CallEnd>> run)
    {
        activities[name] = run;
        return this;
    }

    public ScriptedFunctions Activity(string name, Func<string, string?> run) =>
        Activity(name, input => Task.FromResult<CallEnd>(new CallEnd.Answered(run(input))));

    public bool Has(DurableKind kind, string name) =>
        kind == DurableKind.Orchestrator ? orchestrators.ContainsKey(name) : activities.ContainsKey(name);

    public async Task<CallEnd> CallAsync(DurableKind kind, string name, string data, string? traceParent, CancellationToken cancellationToken)
    {
        if (kind == DurableKind.Activity)
        {
            Calls.Enqueue($"{name}({data})");
            return await activities[name](data);
        }
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(data));
        Calls.Enqueue($"{name}:{request.InstanceId}");
        Requests.Enqueue(request);
        var turn = new ScriptedTurn(request);
        turn.Response.InstanceId = request.InstanceId;
        try
        {
            if (turn.Terminated is { } terminated)
                turn.End(new() { OrchestrationStatus = OrchestrationStatus.Terminated, Result = terminated.Input });
            else if (!turn.IsSuspended) orchestrators[name](turn);
        }
        catch (ScriptedEnd end)
        {
            return end.End;
        }
        return new CallEnd.Answered(JsonValue.Create(turn.Response.ToByteString().ToBase64()));
    }
}

/// <summary>Thrown by a scripted orchestrator whose call is to end in this way.</summary>
internal sealed class ScriptedEnd(CallEnd end) : Exception
{
    public CallEnd End => end;
}
