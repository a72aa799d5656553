using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Local.Durable;
using Solde.Platform.Hosting;

namespace Solde.Tests.Harness;

/// <summary>The app's orchestrators and activities, called as the host calls them.</summary>
internal sealed class TestWorkflows(FunctionCatalogue functions, Func<string, JsonNode, string?, Task<(HttpStatusCode Status, JsonNode? Answer)>> invoke) : IDurableFunctions
{
    public bool Has(DurableKind kind, string name) => Find(kind, name) is not null;

    public async Task<CallEnd> CallAsync(DurableKind kind, string name, string data, string? traceParent, CancellationToken cancellationToken)
    {
        var call = new JsonObject
        {
            ["Data"] = new JsonObject { [kind == DurableKind.Orchestrator ? "context" : "input"] = JsonSerializer.Serialize(data) },
            ["Metadata"] = new JsonObject(),
        };
        var (status, answer) = await invoke(Find(kind, name)!.Name, call, traceParent);
        return status == HttpStatusCode.OK
            ? new CallEnd.Answered(answer!["ReturnValue"]?.DeepClone())
            : new CallEnd.Failed($"{name} answered {(int)status}.");
    }

    private FunctionDeclaration? Find(DurableKind kind, string name) =>
        functions.Find(name) is { } found && (kind == DurableKind.Orchestrator ? found.Trigger is OrchestrationTrigger : found.Trigger is ActivityTrigger)
            ? found
            : null;
}
