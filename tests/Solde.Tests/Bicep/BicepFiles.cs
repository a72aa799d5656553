using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Local;

namespace Solde.Tests.Bicep;

/// <summary>
/// What the files of <c>bicep/</c> say, read with a grammar of Bicep by <c>Grammar/parse.mjs</c>, once for all tests. Literals are as they
/// are; anything else is an object with its text as <c>$expression</c>.
/// </summary>
internal static class BicepFiles
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, BicepFile>>> Read = new(ReadAllAsync);

    public static string Root { get; } = RootOf();

    public static string Folder => Path.Combine(Root, "bicep");

    /// <summary>By path, seen from <c>bicep/</c>.</summary>
    public static Task<IReadOnlyDictionary<string, BicepFile>> AllAsync() => Read.Value;

    public static async Task<BicepFile> ModuleAsync(string name) => (await AllAsync())[$"modules/{name}.bicep"];

    public static string? Expression(JsonNode? value) => (value as JsonObject)?["$expression"]?.GetValue<string>();

    public static async Task<IReadOnlyList<(string Module, BicepResource Resource)>> ResourcesAsync(string type) =>
        [.. (await AllAsync()).SelectMany(file => file.Value.Resources
            .Where(resource => resource.Type == type && !resource.IsExisting)
            .Select(resource => (Path.GetFileNameWithoutExtension(file.Key), resource)))];

    private static async Task<IReadOnlyDictionary<string, BicepFile>> ReadAllAsync()
    {
        var grammar = Path.Combine(Root, "tests", "Solde.Tests", "Bicep", "Grammar");
        await NpmFolder.EnsureInstalledAsync(grammar, CancellationToken.None);
        var paths = Directory.EnumerateFiles(Folder, "*.bicep*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'));
        var start = new ProcessStartInfo("node", [Path.Combine(grammar, "parse.mjs"), .. paths])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var error = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<Dictionary<string, BicepFile>>(output, JsonSerializerOptions.Web)!;
    }

    private static string RootOf([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

internal sealed record BicepFile(
    IReadOnlyList<string> Errors,
    IReadOnlyDictionary<string, BicepParameter> Params,
    IReadOnlyDictionary<string, JsonNode?> Vars,
    IReadOnlyList<BicepResource> Resources,
    IReadOnlyList<BicepModule> Modules,
    IReadOnlyDictionary<string, JsonNode?> Outputs,
    IReadOnlyList<string> Undeclared,
    IReadOnlyList<string> Unused)
{
    public IReadOnlyList<string> Names(string variable) => [.. Vars[variable]!.AsArray().Select(name => name!.GetValue<string>())];

    public BicepResource Resource(string name) => Resources.Single(resource => resource.Name == name);
}

internal sealed record BicepParameter(string Type, bool IsRequired, bool IsSecure);

internal sealed record BicepResource(string Name, string Type, string ApiVersion, bool IsExisting, JsonObject Body, JsonObject? Each)
{
    public JsonNode? Property(string name) => Body["properties"]?[name];
}

internal sealed record BicepModule(string Name, string Path, JsonObject Body);
