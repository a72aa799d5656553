using System.Text.Json;

namespace Solde.Local.Desk;

/// <summary>One span as the app's console exporter writes it.</summary>
internal sealed record TraceSpan(
    string Trace,
    string Span,
    string? Parent,
    string Name,
    string Kind,
    DateTimeOffset Start,
    double Milliseconds,
    bool Failed,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Announced);

/// <summary>The spans that the app has told of, by trace. It keeps the newest traces, for a desk may serve for days.</summary>
internal sealed class TraceBook
{
    public const string Mark = "span ";

    private const int MaxTraces = 5000;

    private readonly Lock turn = new();
    private readonly Dictionary<string, List<TraceSpan>> traces = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>False for a line that is no span's.</summary>
    public bool TryTake(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal) || Read(line[Mark.Length..]) is not { } span) return false;
        lock (turn)
        {
            if (!traces.TryGetValue(span.Trace, out var spans))
            {
                traces[span.Trace] = spans = [];
                order.Enqueue(span.Trace);
                if (order.Count > MaxTraces) traces.Remove(order.Dequeue());
            }
            spans.Add(span);
        }
        return true;
    }

    /// <summary>The oldest trace that has a span of each of these names, in the order in which its spans began; empty when there is none.</summary>
    public IReadOnlyList<TraceSpan> First(params string[] names)
    {
        lock (turn)
        {
            var found = order.Where(traces.ContainsKey).Select(trace => traces[trace])
                .FirstOrDefault(spans => names.All(name => spans.Exists(span => span.Name == name)));
            return found is null ? [] : [.. found.OrderBy(span => span.Start)];
        }
    }

    private static TraceSpan? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var span = document.RootElement;
            return new TraceSpan(
                span.GetProperty("trace").GetString()!,
                span.GetProperty("span").GetString()!,
                span.TryGetProperty("parent", out var parent) ? parent.GetString() : null,
                span.GetProperty("name").GetString()!,
                span.GetProperty("kind").GetString()!,
                span.GetProperty("start").GetDateTimeOffset(),
                span.GetProperty("ms").GetDouble(),
                span.TryGetProperty("failed", out _),
                span.GetProperty("tags").EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString() ?? "", StringComparer.Ordinal),
                [.. span.GetProperty("events").EnumerateArray()
                    .Where(happened => happened.GetProperty("name").GetString() == "announced")
                    .Select(happened => happened.GetProperty("tags").GetProperty("messaging.message.type").GetString()!)]);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A line of the app's that only looks like one.
            return null;
        }
    }
}
