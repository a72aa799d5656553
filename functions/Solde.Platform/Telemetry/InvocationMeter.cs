using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Solde.Platform.Telemetry;

/// <summary>
/// <c>solde.function.duration</c> in seconds, tagged with <c>function</c> and <c>outcome</c> (see <see cref="FailureKinds"/>), and
/// <c>solde.function.failures</c>, tagged with <c>function</c> and <c>class</c>: what ended otherwise than it should.
/// </summary>
public sealed class InvocationMeter
{
    public const string Name = "Solde.Functions";
    public const string Duration = "solde.function.duration";
    public const string Failures = "solde.function.failures";

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;

    public InvocationMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _duration = meter.CreateHistogram<double>(Duration, "s");
        _failures = meter.CreateCounter<long>(Failures, "{invocation}");
    }

    internal void Ended(string function, string outcome, long begun)
    {
        if (_duration.Enabled)
            _duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("function", function), new("outcome", outcome));
        if (outcome is not (FailureKinds.Done or FailureKinds.Refused))
            _failures.Add(1, new("function", function), new("class", outcome));
    }
}
