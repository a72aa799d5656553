using System.Globalization;
using System.Text.Json;

namespace Solde.Local.Hosting;

/// <summary>The parts of host.json that decide how a custom handler is started and called.</summary>
internal sealed record HostJson(
    string RoutePrefix,
    string Executable,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    bool ForwardsHttp,
    TimeSpan FunctionTimeout,
    string? TaskHubName)
{
    // The default of every plan but Consumption.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="InvalidDataException">There is no host.json, or it describes no custom handler.</exception>
    public static HostJson Read(string appDirectory)
    {
        var path = Path.Combine(appDirectory, "host.json");
        if (!File.Exists(path)) throw new InvalidDataException($"{path} is missing: it says how the app is started.");

        using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
        var root = document.RootElement;
        var description = root.At("customHandler", "description")
            ?? throw new InvalidDataException($"{path} has no customHandler.description.");
        var executable = description.At("defaultExecutablePath")?.GetString();
        if (string.IsNullOrEmpty(executable))
            throw new InvalidDataException($"{path} has no customHandler.description.defaultExecutablePath.");

        var workingDirectory = description.At("workingDirectory")?.GetString();
        return new HostJson(
            root.At("extensions", "http", "routePrefix")?.GetString()?.Trim('/') ?? "api",
            Locate(appDirectory, executable),
            description.At("arguments")?.EnumerateArray().Select(argument => argument.GetString()!).ToArray() ?? [],
            string.IsNullOrEmpty(workingDirectory) ? appDirectory : Path.GetFullPath(workingDirectory, appDirectory),
            root.At("customHandler", "enableForwardingHttpRequest")?.GetBoolean() ?? false,
            ReadTimeout(root.At("functionTimeout")?.GetString()),
            root.At("extensions", "durableTask", "hubName")?.GetString());
    }

    // A bare name is looked for in the app's folder first and left to the PATH otherwise, so that "dotnet" and "App" both work.
    private static string Locate(string appDirectory, string executable)
    {
        var inApp = Path.GetFullPath(executable, appDirectory);
        return File.Exists(inApp) ? inApp : executable;
    }

    private static TimeSpan ReadTimeout(string? text) => text switch
    {
        null => DefaultTimeout,
        "-1" => Timeout.InfiniteTimeSpan,
        _ => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
    };
}
