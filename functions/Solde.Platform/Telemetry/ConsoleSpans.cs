using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenTelemetry;

namespace Solde.Platform.Telemetry;

/// <summary>A line of JSON for each span that ends, behind a word by which it is told from what is logged.</summary>
public sealed class ConsoleSpans(TextWriter console) : BaseExporter<Activity>
{
    public const string Mark = "span ";

    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var span in batch)
            console.WriteLine(Mark + LineOf(span));
        return ExportResult.Success;
    }

    internal static string LineOf(Activity span)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("trace", span.TraceId.ToHexString());
            json.WriteString("span", span.SpanId.ToHexString());
            if (span.ParentSpanId != default)
                json.WriteString("parent", span.ParentSpanId.ToHexString());
            json.WriteString("name", span.DisplayName);
            json.WriteString("kind", span.Kind.ToString().ToLowerInvariant());
            json.WriteString("start", span.StartTimeUtc);
            json.WriteNumber("ms", Math.Round(span.Duration.TotalMilliseconds, 2));
            if (span.Status == ActivityStatusCode.Error)
                json.WriteBoolean("failed", true);
            WriteTags(json, "tags", span.TagObjects);
            json.WriteStartArray("events");
            foreach (var happened in span.Events)
            {
                json.WriteStartObject();
                json.WriteString("name", happened.Name);
                WriteTags(json, "tags", happened.Tags);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteTags(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in tags)
            json.WriteString(key, Convert.ToString(value, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
