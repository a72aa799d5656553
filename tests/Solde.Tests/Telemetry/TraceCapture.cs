using System.Collections.Concurrent;
using System.Diagnostics;
using Solde.Platform.Telemetry;

namespace Solde.Tests.Telemetry;

/// <summary>
/// A trace of a test's own: its spans, and those of nobody else, for other tests run in the same process at the same time.
/// </summary>
internal sealed class TraceCapture : IDisposable
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _spans = new();

    public TraceCapture()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Solde.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> span) =>
                span.Parent.TraceId == _trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        Root = $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01";
    }

    /// <summary>What a caller's <c>traceparent</c> header says.</summary>
    public string Root { get; }

    public (string Name, string Value) Header => (TraceParent.Header, Root);

    public string RootSpan => Root.Split('-')[2];

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans.OrderBy(span => span.StartTimeUtc)];

    /// <summary>The only span with that name, and where more are expected the first one.</summary>
    public Activity First(string name) => Spans.FirstOrDefault(span => span.DisplayName == name)
        ?? throw new Xunit.Sdk.XunitException($"No span '{name}' among: {string.Join(", ", Spans.Select(span => span.DisplayName))}");

    public IReadOnlyList<Activity> All(string name) => [.. Spans.Where(span => span.DisplayName == name)];

    /// <summary>The first span of a queue's function for a message of that type.</summary>
    public Activity Handling(string type) => Spans.FirstOrDefault(span => (string?)span.GetTagItem("solde.message") == type)
        ?? throw new Xunit.Sdk.XunitException($"Nobody handled a {type} in this trace.");

    public void Dispose() => _listener.Dispose();
}
