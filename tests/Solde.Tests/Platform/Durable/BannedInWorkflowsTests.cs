using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Solde.Tests.Platform.Durable;

/// <summary>What a replay could not repeat does not build in a workflow's file, and builds everywhere else.</summary>
public sealed class BannedInWorkflowsTests : IDisposable
{
    private static readonly string[] Banned =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow",
        "TimeProvider.System.GetUtcNow()", "System.Diagnostics.Stopwatch.GetTimestamp()", "Guid.NewGuid()", "Guid.CreateVersion7()",
        "new Random()", "Random.Shared", "System.Security.Cryptography.RandomNumberGenerator.GetInt32(5)", "Task.Delay(1)",
        "Task.Delay(TimeSpan.Zero, CancellationToken.None)", "Task.Run(() => { })", "Task.Run(() => 1)", "Task.Run(() => Task.FromResult(1))",
        "Task.CompletedTask.ConfigureAwait(false)", "Task.FromResult(1).ConfigureAwait(false)", "Task.Factory.StartNew(() => { })",
        "new Thread(() => { })", "ThreadPool.ThreadCount", "new Timer(_ => { })", "new PeriodicTimer(TimeSpan.MaxValue)",
        "new CancellationTokenSource(5)", "new CancellationTokenSource().CancelAsync()", "new System.Net.Http.HttpClient()",
        "System.IO.File.Exists(\"x\")", "Console.Out", "Environment.MachineName", "((IServiceProvider)null!).GetService(typeof(int))",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("solde-workflow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_banned_call_fails_the_build_in_a_workflow_and_only_there()
    {
        var uses = string.Concat(Banned.Select((use, n) => $"    public static object? Use{n}() => {use};\n"));
        WriteProject();
        Write("OtherCode.cs", $"static class OtherCode\n{{\n{uses}}}\n");
        Write(
            "GoodWorkflow.cs",
            "static class GoodWorkflow\n{\n    public static async Task<int> RunAsync(Task<int> step) => await step + 1;\n}\n");

        var (status, output) = await BuildAsync();
        Assert.True(status == 0, output);

        Write("BadWorkflow.cs", $"static class BadWorkflow\n{{\n{uses}}}\n");
        (status, output) = await BuildAsync();

        Assert.NotEqual(0, status);
        var errors = Regex.Matches(output, @"(?<file>\w+)\.cs\((?<line>\d+),\d+\): error RS0030", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        Assert.All(errors, error => Assert.Equal("BadWorkflow", error.Groups["file"].Value));
        // The class and its brace take two lines.
        var lines = errors.Select(error => int.Parse(error.Groups["line"].Value)).ToHashSet();
        Assert.Empty(Banned.Where((_, n) => !lines.Contains(n + 3)));
    }

    private void WriteProject()
    {
        var version = Regex.Match(
            File.ReadAllText(Path.Combine(Repository(), "Directory.Packages.props")),
            "\"Microsoft.CodeAnalysis.BannedApiAnalyzers\" Version=\"(?<version>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(10)).Groups["version"].Value;
        File.Copy(Path.Combine(Repository(), ".editorconfig"), Path.Combine(_folder, ".editorconfig"));
        File.Copy(Path.Combine(Repository(), ".globalconfig"), Path.Combine(_folder, ".globalconfig"));
        Write("Workflows.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.CodeAnalysis.BannedApiAnalyzers" Version="{version}" PrivateAssets="all" />
                <AdditionalFiles Include="{Path.Combine(Repository(), "BannedSymbols.txt")}" />
              </ItemGroup>
            </Project>
            """);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private async Task<(int Status, string Output)> BuildAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["build", "--nologo", "-v", "quiet", "-maxcpucount:1", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start)!;
        var errors = build.StandardError.ReadToEndAsync();
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, output + await errors);
    }

    private static string Repository([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!File.Exists(Path.Combine(folder, "BannedSymbols.txt")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
