using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Measuring;

/// <summary>Counts what this process asks of the storage while it lives, as the bill counts it.</summary>
internal sealed class StorageCalls : IDisposable
{
    /// <summary>Among the operations: how many rows the queries gave.</summary>
    public const string RowsRead = "rows read";

    private readonly ConcurrentDictionary<string, long> _byOperation = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public StorageCalls()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StorageMeter.Name && instrument.Name is StorageMeter.Operations or StorageMeter.Rows)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
            Add(instrument.Name == StorageMeter.Rows ? RowsRead : OperationIn(tags), count));
        _listener.Start();
    }

    public StorageCalls Plus(StorageCalls other)
    {
        foreach (var (operation, count) in other._byOperation)
            Add(operation, count);
        return this;
    }

    public SortedDictionary<string, double> PerUnit(int units) =>
        new(_byOperation.ToDictionary(pair => pair.Key, pair => (double)pair.Value / units, StringComparer.Ordinal), StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();

    private void Add(string operation, long count) => _byOperation.AddOrUpdate(operation, count, (_, sum) => sum + count);

    private static string OperationIn(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "operation")
                return tag.Value?.ToString() ?? "";
        }
        return "";
    }
}
