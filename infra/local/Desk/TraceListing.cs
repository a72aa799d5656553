using System.Globalization;

namespace Solde.Local.Desk;

/// <summary>A trace as a tree: when each span began after the first one, how long it took, what it was.</summary>
internal static class TraceListing
{
    // In this order, where a span has them.
    private static readonly (string Tag, string Word)[] Told =
    [
        ("messaging.destination.name", "queue"),
        ("solde.message", "message"),
        ("db.collection.name", "table"),
        ("url.path", "path"),
        ("solde.notice.kind", "notice"),
        ("solde.instance", "instance"),
        ("http.response.status_code", "status"),
        ("http.request.resend_count", "retries"),
        ("solde.organisation", "organisation"),
    ];

    public static IEnumerable<string> Lines(IReadOnlyList<TraceSpan> trace)
    {
        if (trace.Count == 0) yield break;
        var began = trace.Min(span => span.Start);
        var known = trace.Select(span => span.Span).ToHashSet(StringComparer.Ordinal);
        var children = trace.ToLookup(span => span.Parent is { } parent && known.Contains(parent) ? parent : "");
        yield return $"trace {trace[0].Trace}, {trace.Count} spans";
        yield return "   began      took";
        foreach (var line in Below("", "")) yield return line;

        IEnumerable<string> Below(string parent, string indent)
        {
            foreach (var span in children[parent].OrderBy(span => span.Start))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(span.Start - began).TotalMilliseconds,8:F1} {span.Milliseconds,7:F1} ms  {indent}{Describe(span)}");
                foreach (var message in span.Announced)
                    yield return $"{"",21}{indent}  ~ announced {message}";
                foreach (var line in Below(span.Span, indent + "  ")) yield return line;
            }
        }
    }

    private static string Describe(TraceSpan span)
    {
        var told = Told.Where(one => span.Tags.ContainsKey(one.Tag)).Select(one => $"{one.Word}={span.Tags[one.Tag]}");
        return $"{span.Name} [{span.Kind}] {string.Join(' ', told)}{(span.Failed ? " FAILED" : "")}".TrimEnd();
    }
}
