using System.Diagnostics;
using Solde.Local;

namespace Solde.Tests.Local;

public sealed class TetheredProcessTests
{
    // It says "ready" so that no signal reaches it before it listens to signals.
    private const string SaysGoodbye = """
        process.on('SIGTERM', () => { console.log('goodbye'); process.exit(7); });
        setInterval(() => {}, 1000);
        console.log('ready');
        """;

    private readonly List<string> lines = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_child_that_ends_gives_its_exit_code_and_all_its_output()
    {
        await using var process = await StartAsync("console.log('out'); console.error('err'); process.exitCode = 3;");

        Assert.Equal(3, await process.Exited);
        Assert.Equal(["err", "out"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_child_that_is_stopped_can_finish_first()
    {
        await using var process = await StartAsync(SaysGoodbye);
        await ready.Task;

        Assert.Equal(7, await process.StopAsync());
        Assert.Contains("goodbye", lines);
    }

    [Fact]
    public async Task A_child_that_does_not_stop_is_killed()
    {
        await using var process = await StartAsync(
            "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready');",
            TimeSpan.FromMilliseconds(50));
        await ready.Task;

        Assert.Equal(128 + 9, await process.StopAsync());
    }

    [Fact]
    public async Task A_killed_child_says_so_by_its_exit_code()
    {
        await using var process = await StartAsync(SaysGoodbye);
        await ready.Task;

        process.Kill();

        Assert.Equal(128 + 9, await process.Exited);
        Assert.DoesNotContain("goodbye", lines);
    }

    // The parent here is a tether itself: it is killed with -9 and can tell its child nothing.
    [Fact]
    public async Task A_child_of_a_killed_parent_is_stopped_gracefully()
    {
        var goodbye = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var child = $"process.on('SIGTERM', () => {{ require('fs').writeFileSync({Quote(goodbye)}, 'goodbye'); process.exit(0); }});"
            + "setInterval(() => {}, 1000); console.log('ready');";
        var parent = $"const tether = require('child_process').spawn('node', [{Quote(TetherScript)}, 'node', '-e', {Quote(child)}]);"
            + "tether.stdout.pipe(process.stdout);";
        await using var process = await StartAsync(parent);
        await ready.Task;
        using var grandchild = Process.GetProcessById(int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture));

        process.Kill();
        await grandchild.WaitForExitAsync();

        Assert.Equal("goodbye", await File.ReadAllTextAsync(goodbye));
        File.Delete(goodbye);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_an_error_that_names_it()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TetheredProcess.StartAsync(new TetheredCommand("no-such-command", [])));

        Assert.Contains("no-such-command", refused.Message, StringComparison.Ordinal);
    }

    private static string TetherScript => Path.Combine(AppContext.BaseDirectory, "tether.mjs");

    private static string Quote(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private Task<TetheredProcess> StartAsync(string script, TimeSpan? gracePeriod = null) =>
        TetheredProcess.StartAsync(new TetheredCommand("node", ["-e", script])
        {
            GracePeriod = gracePeriod ?? TimeSpan.FromSeconds(30),
            Output = Read,
        });

    private void Read(string line)
    {
        lock (lines) lines.Add(line);
        if (line == "ready") ready.TrySetResult();
    }
}
