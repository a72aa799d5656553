using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Solde.Platform.Telemetry;

/// <summary>A line for each series of each instrument: its tags, and its sum or its last value, or of a histogram count and mean.</summary>
internal sealed class ConsoleMetrics(TextWriter console) : BaseExporter<Metric>
{
    public const string Mark = "metric ";

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
                console.WriteLine($"{Mark}{metric.Name}{TagsOf(point)} {ValueOf(metric.MetricType, point)}{metric.Unit}");
        }
        return ExportResult.Success;
    }

    private static string TagsOf(in MetricPoint point)
    {
        var tags = new List<string>();
        foreach (var (key, value) in point.Tags)
            tags.Add($"{key}={value}");
        return tags.Count == 0 ? "" : "{" + string.Join(',', tags) + "}";
    }

    private static string ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Text(point.GetSumLong()),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Text(point.GetSumDouble()),
        MetricType.LongGauge => Text(point.GetGaugeLastValueLong()),
        MetricType.DoubleGauge => Text(point.GetGaugeLastValueDouble()),
        _ => $"n={Text(point.GetHistogramCount())} mean={Text(point.GetHistogramSum() / Math.Max(1, point.GetHistogramCount()))} ",
    };

    private static string Text(IFormattable value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
