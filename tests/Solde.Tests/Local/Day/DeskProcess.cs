using System.Diagnostics;
using System.Threading.Channels;

namespace Solde.Tests.Local.Day;

/// <summary>The local host as a person starts it: a process of its own, from a folder of its own, on ports of its own.</summary>
internal sealed class DeskProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Channel<string> unread = Channel.CreateUnbounded<string>();
    private readonly Task reading;

    private DeskProcess(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    /// <summary>Everything it has written so far.</summary>
    public List<string> Lines { get; } = [];

    public static DeskProcess Start(string folder, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Solde.Local.dll"), .. options, "--port", "0", "--data", Path.Combine(folder, "data")];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new DeskProcess(Process.Start(start)!);
    }

    /// <summary>What stands behind this word at the beginning of a line, once it is written.</summary>
    public async Task<string> SaysAsync(string word, CancellationToken cancellationToken)
    {
        await foreach (var line in unread.Reader.ReadAllAsync(cancellationToken))
        {
            if (line.StartsWith(word, StringComparison.Ordinal)) return line[word.Length..].Trim();
        }
        throw new InvalidOperationException($"It ended without saying '{word}':\n{string.Join('\n', Lines)}");
    }

    /// <summary>Where it serves, once it does.</summary>
    public async Task<(HttpClient Api, HttpClient Provider)> WhereAsync(CancellationToken cancellationToken)
    {
        var api = await SaysAsync("API", cancellationToken);
        var provider = await SaysAsync("Provider sandbox", cancellationToken);
        return (new HttpClient { BaseAddress = new Uri(api) }, new HttpClient { BaseAddress = new Uri(provider) });
    }

    public async Task<int> ExitedAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        await reading;
        return process.ExitCode;
    }

    /// <summary>SIGKILL: it can stop nothing and tell nobody.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it stops what it started, and Azurite writes its files to the end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        await Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        unread.Writer.Complete();
    }

    private async Task ReadAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            lock (Lines) Lines.Add(line);
            unread.Writer.TryWrite(line);
        }
    }
}
