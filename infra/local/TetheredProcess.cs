using System.Diagnostics;
using System.Globalization;

namespace Solde.Local;

/// <summary>What to run. <c>Output</c> gets each line of its standard output and error, from any thread.</summary>
public sealed record TetheredCommand(string FileName, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to the environment that we have ourselves.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take to end after SIGTERM before it is killed.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    public Action<string>? Output { get; init; }
}

/// <summary>A process that is stopped gracefully when we stop it, and also when we are killed and can stop nothing.</summary>
public sealed class TetheredProcess : IAsyncDisposable
{
    private readonly Process tether;
    private readonly Task<int> exited;

    private TetheredProcess(Process tether, int childProcessId, Action<string>? output)
    {
        this.tether = tether;
        ChildProcessId = childProcessId;
        exited = PassOutputOnUntilExitAsync(output);
    }

    /// <summary>The process itself, not the tether that holds it.</summary>
    public int ChildProcessId { get; }

    /// <summary>Completes with the exit code (128 + n after signal n) when all output was passed on.</summary>
    public Task<int> Exited => exited;

    /// <exception cref="InvalidOperationException">The command could not be started.</exception>
    public static async Task<TetheredProcess> StartAsync(TetheredCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var process = Process.Start(Describe(command)) ?? throw new InvalidOperationException("node could not be started.");
        try
        {
            var firstLine = await process.StandardOutput.ReadLineAsync(cancellationToken);
            if (int.TryParse(firstLine, NumberStyles.None, CultureInfo.InvariantCulture, out var childProcessId))
                return new TetheredProcess(process, childProcessId, command.Output);

            var reason = await process.StandardError.ReadToEndAsync(cancellationToken);
            throw new InvalidOperationException($"{command.FileName} could not be started. {reason}".TrimEnd());
        }
        catch
        {
            // Letting go is enough: the tether stops what it may have started.
            process.StandardInput.Close();
            process.Dispose();
            throw;
        }
    }

    /// <summary>SIGTERM, then SIGKILL when the grace period is over. Returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        LetGo();
        return await exited;
    }

    internal void LetGo() => tether.StandardInput.Close();

    /// <summary>SIGKILL, as a crash test wants it. The tether notices and ends too.</summary>
    public void Kill()
    {
        try
        {
            using var child = Process.GetProcessById(ChildProcessId);
            child.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended by itself already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        tether.Dispose();
    }

    private static ProcessStartInfo Describe(TetheredCommand command)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = command.WorkingDirectory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tether.mjs"));
        start.ArgumentList.Add(FormattableString.Invariant($"--grace={command.GracePeriod.TotalSeconds}"));
        start.ArgumentList.Add(command.FileName);
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        return start;
    }

    private async Task<int> PassOutputOnUntilExitAsync(Action<string>? output)
    {
        await Task.WhenAll(PassOnAsync(tether.StandardOutput, output), PassOnAsync(tether.StandardError, output));
        await tether.WaitForExitAsync();
        return tether.ExitCode;
    }

    private static async Task PassOnAsync(StreamReader lines, Action<string>? output)
    {
        while (await lines.ReadLineAsync() is { } line) output?.Invoke(line);
    }
}
