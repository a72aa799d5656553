using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Solde.Tests.Harness;

namespace Solde.Tests.Telemetry;

/// <summary>What one app's own meters count; other apps of this process have meters of their own. Storage's are shared by all.</summary>
internal sealed class MeterCapture : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, string Tags, double Value)> _all = new();

    public MeterCapture(SoldeTestApp app)
    {
        var own = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name.StartsWith("Solde.", StringComparison.Ordinal) && (instrument.Meter.Scope is null || instrument.Meter.Scope == own))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<(string Instrument, string Tags, double Value)> All => _all;

    public double Sum(string instrument, string tags = "") => Of(instrument, tags).Sum();

    public double Last(string instrument, string tags = "") => Of(instrument, tags)[^1];

    public IReadOnlyList<double> Of(string instrument, string tags = "") =>
        [.. _all.Where(one => one.Instrument == instrument && one.Tags.Contains(tags, StringComparison.Ordinal)).Select(one => one.Value)];

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new List<string>();
        foreach (var (key, tag) in tags)
            text.Add($"{key}={tag}");
        _all.Enqueue((instrument.Name, string.Join(' ', text), value));
    }
}
