using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Solde.Benchmarks.Signatures;

/// <summary>A node process that checks signatures with the provider's library, as often as it is told.</summary>
internal sealed class NodeSdk : IAsyncDisposable
{
    private readonly Process _node;

    private NodeSdk(Process node) => _node = node;

    public static async Task<NodeSdk> StartAsync()
    {
        var folder = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "NodeFolder").Value!;
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            using var npm = Start("npm", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            var said = await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
                throw new InvalidOperationException("`npm ci` failed. " + said);
        }
        return new NodeSdk(Start("node", folder, "verify.mjs"));
    }

    public Task UseAsync(string body, string header, string secret) =>
        AskAsync(new JsonObject { ["body"] = body, ["header"] = header, ["secret"] = secret });

    public Task CheckAsync(int count) => AskAsync(new JsonObject { ["count"] = count });

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private async Task AskAsync(JsonObject question)
    {
        await _node.StandardInput.WriteLineAsync(question.ToJsonString());
        await _node.StandardInput.FlushAsync();
        if (await _node.StandardOutput.ReadLineAsync() != "done")
            throw new InvalidOperationException("The provider's library did not accept the signature.");
    }

    private static Process Start(string program, string folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })
        ?? throw new InvalidOperationException($"{program} could not be started.");
}
