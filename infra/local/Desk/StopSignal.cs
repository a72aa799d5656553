using System.Runtime.InteropServices;

namespace Solde.Local.Desk;

/// <summary>Ctrl+C and SIGTERM ask for an orderly end instead of ending the process on the spot.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignal() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
    ];

    public CancellationToken Token => stop.Token;

    /// <summary>Returns when somebody asked for the end.</summary>
    public async Task WaitAsync() => await Task.Delay(Timeout.Infinite, Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // The second Ctrl+C ends the process the hard way: the tethers stop the others all the same.
        if (stop.IsCancellationRequested) return;
        signal.Cancel = true;
        stop.Cancel();
    }
}
