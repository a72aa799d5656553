using System.Text.Json;

namespace Solde.Local.Hosting;

/// <summary>One entry of a function.json's <c>bindings</c>.</summary>
internal sealed record FunctionBinding(string Name, string Type, string Direction, JsonElement Json)
{
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) => Json.At(property)?.GetString();
}

/// <summary>A function as its function.json describes it.</summary>
internal sealed record FunctionMetadata(string Name, FunctionBinding Trigger, IReadOnlyList<FunctionBinding> Bindings)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Exactly one HTTP trigger and one HTTP output: the only shape that can be forwarded as it came.</summary>
    public bool IsPureHttp =>
        Bindings.Count == 2 && Trigger.Is(BindingTypes.HttpTrigger) && Bindings.Any(binding => binding.Is(BindingTypes.Http));

    /// <summary>Reads every function of the app, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">A function cannot run here; the message names it and the binding.</exception>
    public static IReadOnlyList<FunctionMetadata> ReadAll(string appDirectory) =>
        [.. Directory.EnumerateDirectories(appDirectory)
            .Select(folder => Path.Combine(folder, "function.json"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .Select(Read)];

    private static FunctionMetadata Read(string path)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(path))!;
        using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        var bindings = (document.RootElement.At("bindings")?.EnumerateArray() ?? [])
            .Select(json => new FunctionBinding(
                json.At("name")?.GetString() ?? throw Unusable(name, "a binding has no name"),
                json.At("type")?.GetString() ?? throw Unusable(name, "a binding has no type"),
                json.At("direction")?.GetString() ?? "in",
                json.Clone()))
            .ToArray();

        foreach (var binding in bindings)
        {
            if (BindingTypes.WhyRefused(binding) is { } reason) throw Unusable(name, $"binding '{binding.Name}' {reason}");
        }
        return bindings.Where(binding => binding.IsTrigger).ToArray() is [var trigger]
            ? new FunctionMetadata(name, trigger, bindings)
            : throw Unusable(name, "a function has exactly one trigger");
    }

    private static InvalidDataException Unusable(string function, string reason) =>
        new($"Function '{function}' cannot run here: {reason}.");
}
