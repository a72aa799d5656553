using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Solde.Benchmarks.Measuring;

/// <summary>This process's HTTP requests by the port they went to, and how many of them were reads: tells two storages apart.</summary>
internal sealed class RequestsByPort : IDisposable
{
    private readonly ConcurrentDictionary<int, (int All, int Reads)> _byPort = new();
    private readonly MeterListener _listener = new();

    public RequestsByPort()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Add(tags));
        _listener.Start();
    }

    public (int All, int Reads) Of(int port) => _byPort.GetValueOrDefault(port);

    public void Dispose() => _listener.Dispose();

    private void Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (port, reads) = (0, 0);
        foreach (var (name, value) in tags)
        {
            if (name == "server.port")
                port = (int)value!;
            else if (name == "http.request.method")
                reads = value as string == "GET" ? 1 : 0;
        }
        _byPort.AddOrUpdate(port, (1, reads), (_, sum) => (sum.All + 1, sum.Reads + reads));
    }
}
