using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Solde.Benchmarks.Host;

/// <summary>A process that serves HTTP on a port it is told, from its start to its first answer.</summary>
internal sealed class StartedApp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private StartedApp(Process process, int port, TimeSpan untilFirstAnswer)
    {
        _process = process;
        Port = port;
        UntilFirstAnswer = untilFirstAnswer;
        ProcessorTimeUntilFirstAnswer = process.TotalProcessorTime;
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>From the start of the process to the whole answer to <c>GET /</c>.</summary>
    public TimeSpan UntilFirstAnswer { get; }

    /// <summary>What the processors did for it: unlike the clock, it says the same on a busy machine.</summary>
    public TimeSpan ProcessorTimeUntilFirstAnswer { get; }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>The most that it ever had in memory.</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Storage is where nobody listens, unless the settings say otherwise: what calls it fails.</summary>
    public static async Task<StartedApp> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = Ports.Free();
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["Storage"] =
            "AccountName=nobody;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:9/nobody;QueueEndpoint=http://127.0.0.1:9/nobody;TableEndpoint=http://127.0.0.1:9/nobody;";
        start.Environment["Solde__SigningKey"] = "signing-key-of-the-benchmarks-0123456789";
        start.Environment["Stripe__ApiKey"] = "sk_test_benchmark";
        start.Environment["Mail__Folder"] = Path.GetTempPath();
        start.Environment["Stripe__WebhookSecrets"] = ProviderEvents.Secret;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
        process.OutputDataReceived += (_, _) => { };
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await AnswersAsync(port))
        {
            if (process.HasExited || clock.Elapsed > Patience)
                throw new InvalidOperationException($"{program} gave no answer on port {port}. {string.Join('\n', said)}");
            await Task.Delay(1);
        }
        return new StartedApp(process, port, clock.Elapsed);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    // Not HttpClient, whose own start would be part of the first measure.
    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.SendAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            return await socket.ReceiveAsync(new byte[1024]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
