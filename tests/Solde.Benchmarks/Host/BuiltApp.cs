using System.Diagnostics;
using System.Reflection;

namespace Solde.Benchmarks.Host;

/// <summary>The app's folder as it is built, and as it is published: what runs in Azure.</summary>
internal static class BuiltApp
{
    private static readonly string Source = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "SourceFolder").Value!;

    public static Task<string> PublishedAsync() => MakeAsync("published", "publish", "Release");

    public static Task<string> DebugAsync() => MakeAsync("debug", "build", "Debug");

    private static async Task<string> MakeAsync(string name, string command, string configuration)
    {
        var folder = Path.Combine(Source, "artifacts", "benchmarks", name);
        var start = new ProcessStartInfo("dotnet", [command, "functions/Solde.Functions", "-c", configuration, "-o", folder])
        {
            WorkingDirectory = Source,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var dotnet = Process.Start(start)!;
        var said = await dotnet.StandardOutput.ReadToEndAsync();
        await dotnet.WaitForExitAsync();
        return dotnet.ExitCode == 0 ? folder : throw new InvalidOperationException(said);
    }
}
