using System.Text.Json.Nodes;

namespace Solde.Local.Durable;

internal enum DurableKind
{
    Orchestrator,
    Activity,
}

/// <summary>The functions that the hub calls: the app behind a wrapped call, or whatever a test puts there.</summary>
internal interface IDurableFunctions
{
    /// <summary>Names are matched without regard to case.</summary>
    bool Has(DurableKind kind, string name);

    /// <param name="kind">What the function's trigger must be.</param>
    /// <param name="name">The function.</param>
    /// <param name="data">The trigger's value: base64 of an OrchestratorRequest, or the input's JSON. Not encoded for the wire yet.</param>
    /// <param name="traceParent">The trace that the instance was started in.</param>
    /// <param name="cancellationToken">The host waits no longer.</param>
    Task<CallEnd> CallAsync(DurableKind kind, string name, string data, string? traceParent, CancellationToken cancellationToken);
}

/// <summary>How a call ended.</summary>
internal abstract record CallEnd
{
    private CallEnd()
    {
    }

    public sealed record Answered(JsonNode? ReturnValue) : CallEnd;

    /// <summary>Answered, but not with 2xx: the function has failed, and that is recorded.</summary>
    public sealed record Failed(string Reason) : CallEnd;

    /// <summary>The app died, or nobody knows: the call is made again, and nothing is recorded.</summary>
    public sealed record NoAnswer(string Reason) : CallEnd;
}
