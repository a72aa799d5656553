using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Solde.Platform.Hosting;

namespace Solde.Tests.Bicep;

/// <summary>Who is called at night is told where to read on, and finds it there.</summary>
public sealed partial class AlertsTests
{
    [Fact]
    public async Task Every_alert_names_a_heading_of_the_runbook()
    {
        var headings = File.ReadLines(Path.Combine(BicepFiles.Root, "docs", "runbook.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => line[3..])
            .ToHashSet(StringComparer.Ordinal);
        var named = (await AlertsAsync())
            .Select(alert => Heading().Match(alert["description"]!.GetValue<string>()).Groups["heading"].Value)
            .ToArray();

        Assert.True(named.Length >= 5);
        Assert.All(named, heading => Assert.Contains(heading, headings));
    }

    [Fact]
    public async Task Every_timer_is_watched()
    {
        var watch = (await AlertsAsync()).Single(alert => alert["name"]!.GetValue<string>() == "failed-timers");
        var query = watch["query"]!.GetValue<string>();
        var timers = NamesTests.Functions().Where(function => function.Trigger is TimerTrigger).Select(function => function.Name);

        Assert.All(timers, name => Assert.Contains($"\"{name}\"", query, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<JsonNode>> AlertsAsync()
    {
        var alerts = await BicepFiles.ModuleAsync("alerts");
        return alerts.Vars["metricAlerts"]!.AsArray().Concat(alerts.Vars["queryAlerts"]!.AsArray()).Select(alert => alert!);
    }

    [GeneratedRegex(@"Runbook: (?<heading>[^.]+)\.$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
