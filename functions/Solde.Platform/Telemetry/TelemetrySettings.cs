using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Solde.Platform.Telemetry;

/// <summary>Where traces, metrics and logs go. Without a setting nowhere: nothing listens then, and nothing of OpenTelemetry is loaded.</summary>
/// <param name="Otlp">A collector's address, such as <c>http://localhost:4318</c>, spoken to over http/protobuf.</param>
/// <param name="IsConsole">To the console: a line of JSON for each span and metric.</param>
/// <param name="SampleRatio">Which part of the traces that begin here is kept; one that the host or a caller began keeps its mark.</param>
/// <param name="MetricsInterval">How often metrics are sent.</param>
public sealed record TelemetrySettings(Uri? Otlp, bool IsConsole, double SampleRatio, TimeSpan MetricsInterval)
{
    private const string OtlpKey = "Telemetry:Otlp";
    private const string ConsoleKey = "Telemetry:Console";
    private const string RatioKey = "Telemetry:SampleRatio";
    private const string IntervalKey = "Telemetry:MetricsSeconds";

    public bool IsOn => Otlp is not null || IsConsole;

    public static TelemetrySettings From(IConfiguration configuration) => new(
        configuration[OtlpKey] is { Length: > 0 } address && Uri.TryCreate(address, UriKind.Absolute, out var otlp) ? otlp : null,
        configuration[ConsoleKey] == "true",
        double.TryParse(configuration[RatioKey], CultureInfo.InvariantCulture, out var ratio) ? ratio : 1,
        TimeSpan.FromSeconds(int.TryParse(configuration[IntervalKey], CultureInfo.InvariantCulture, out var seconds) ? seconds : 60));

    /// <summary>What is wrong, in sentences without values.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        if (configuration[OtlpKey] is { Length: > 0 } address
            && !(Uri.TryCreate(address, UriKind.Absolute, out var otlp) && otlp.Scheme is "http" or "https"))
            yield return $"{OtlpKey} must be an http or https address.";
        if (configuration[RatioKey] is { Length: > 0 } ratio
            && !(double.TryParse(ratio, CultureInfo.InvariantCulture, out var part) && part is >= 0 and <= 1))
            yield return $"{RatioKey} must be between 0 and 1.";
        if (configuration[IntervalKey] is { Length: > 0 } interval
            && !(int.TryParse(interval, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600))
            yield return $"{IntervalKey} must be between 1 and 3600.";
    }
}
