using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Solde.Local.Hosting;

/// <summary>One life of the app's process, from its start to its end.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly TetheredProcess process;
    private int disposed;

    private AppProcess(TetheredProcess process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public int Id => process.ChildProcessId;

    public Uri Address { get; }

    /// <summary>Ends with the process, its last line passed on; the result is the exit code.</summary>
    public Task<int> Exited => process.Exited;

    /// <summary>Starts the process. It does not answer yet: see <see cref="AppReadiness"/>.</summary>
    /// <exception cref="InvalidOperationException">The executable cannot be started.</exception>
    public static async Task<AppProcess> StartAsync(HostJson host, LocalHostOptions options)
    {
        var port = FreePort();
        var environment = new Dictionary<string, string>(options.Settings)
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = Guid.NewGuid().ToString(),
            ["FUNCTIONS_APP_ROOT_PATH"] = Path.GetFullPath(options.AppDirectory),
        };
        var command = new TetheredCommand(host.Executable, host.Arguments)
        {
            WorkingDirectory = host.WorkingDirectory,
            Environment = environment,
            GracePeriod = options.DrainLimit,
            Output = options.AppOutput,
        };
        // Not cancelled half-way: a process that has started belongs to somebody.
        return new AppProcess(await TetheredProcess.StartAsync(command, CancellationToken.None), new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>SIGKILL: the app has no time for anything.</summary>
    public Task KillAsync()
    {
        process.Kill();
        return Exited;
    }

    /// <summary>SIGTERM, then the time the tether grants, then SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) await process.DisposeAsync();
    }

    // Another process may take the port before the app does; the app then dies at its start and is started again with another.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
