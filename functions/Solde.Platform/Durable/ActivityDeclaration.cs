using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solde.Platform.Durable;

/// <summary>An activity: its name, its code, and how its values become JSON.</summary>
public sealed class ActivityDeclaration
{
    private ActivityDeclaration(string name, Func<TaskActivityContext, JsonElement, Task<string>> run)
    {
        Name = name;
        Run = run;
    }

    public string Name { get; }

    internal Func<TaskActivityContext, JsonElement, Task<string>> Run { get; }

    public static ActivityDeclaration Of<TInput, TOutput>(
        string name, IJsonTypeInfoResolver json, Func<TaskActivityContext, TInput, Task<TOutput>> run)
    {
        var options = DurableJson.Options(json);
        var inputType = DurableJson.TypeInfo<TInput>(options);
        var outputType = DurableJson.TypeInfo<TOutput>(options);
        return new(name, async (context, input) =>
            JsonSerializer.Serialize(await run(context, DurableJson.Read(input, inputType)!), outputType));
    }
}
