using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Durable;

/// <summary>An orchestrator: its name, its code, and how its values become JSON.</summary>
public sealed class OrchestratorDeclaration
{
    private OrchestratorDeclaration(
        string name, JsonSerializerOptions json, Delegate code, Func<TaskOrchestrationContext, string?, Task<string?>> run)
    {
        Name = name;
        Json = json;
        Code = code;
        Run = run;
    }

    public string Name { get; }

    /// <summary>The method as it was declared.</summary>
    public Delegate Code { get; }

    internal JsonSerializerOptions Json { get; }

    internal Func<TaskOrchestrationContext, string?, Task<string?>> Run { get; }

    /// <param name="json">Knows each type that the orchestrator gives to its context or gets from it.</param>
    public static OrchestratorDeclaration Of<TInput, TOutput>(
        string name, IJsonTypeInfoResolver json, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run)
    {
        var options = DurableJson.Options(json);
        var inputType = DurableJson.TypeInfo<TInput>(options);
        var outputType = DurableJson.TypeInfo<TOutput>(options);
        return new(name, options, run, async (context, input) =>
            JsonSerializer.Serialize(await run(context, DurableJson.Read(input, inputType)!), outputType));
    }
}
