using System.Diagnostics;
using System.Globalization;
using Solde.Benchmarks.Host;
using Solde.Benchmarks.Measuring;

namespace Solde.Benchmarks.Start;

/// <summary>Cold starts of the app as it is published, beside the same app as it is built.</summary>
internal static class StartBenchmark
{
    private const int Starts = 10;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    public static async Task RunAsync()
    {
        var (debug, published) = (await BuiltApp.DebugAsync(), await BuiltApp.PublishedAsync());

        (string Name, string Program, string[] Arguments)[] ways =
        [
            ("published", Path.Combine(published, OperatingSystem.IsWindows() ? "Solde.Functions.exe" : "Solde.Functions"), []),
            ("built, Release", "dotnet", [Path.Combine(AppContext.BaseDirectory, "Solde.Functions.dll")]),
            ("built, Debug", "dotnet", [Path.Combine(debug, "Solde.Functions.dll")]),
        ];
        var starts = ways.ToDictionary(way => way.Name, _ => new List<Measured>(), StringComparer.Ordinal);
        for (var round = 0; round < Starts; round++)
        {
            foreach (var way in ways)
                starts[way.Name].Add(await MeasureAsync(way.Program, way.Arguments));
        }
        foreach (var way in ways)
            Print(way.Name, starts[way.Name]);
    }

    private static async Task<Measured> MeasureAsync(string program, string[] arguments)
    {
        using var app = await StartedApp.StartAsync(program, arguments);
        var body = ProviderEvents.Succeeded("org", "acc", "pay", 10_000);
        var call = HostCalls.Http(
            "POST", "/api/v1/provider/webhook", body, ("Content-Type", "application/json"), ("Stripe-Signature", ProviderEvents.Sign(body, DateTimeOffset.UtcNow)));
        using var http = new HttpClient();
        using var request = HostCalls.ToFunction(app.Address, "ProviderWebhook", call);
        var clock = Stopwatch.StartNew();
        using var answer = await http.SendAsync(request);
        var firstCall = clock.Elapsed;
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("\"statusCode\":204", StringComparison.Ordinal))
            throw new InvalidOperationException("The webhook was not accepted: " + text);
        await Task.Delay(Rest);
        return new Measured(app.UntilFirstAnswer, app.ProcessorTimeUntilFirstAnswer, firstCall, app.ResidentMegabytes);
    }

    private static void Print(string name, List<Measured> starts)
    {
        double Median(Func<Measured, double> value) => starts.Select(value).Median();
        var fastest = starts.Min(start => start.FirstAnswer.TotalMilliseconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-16} first answer {Median(start => start.FirstAnswer.TotalMilliseconds):0} ms (fastest {fastest:0}, processor time {Median(start => start.ProcessorTime.TotalMilliseconds):0})"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {"",-16} first webhook {Median(start => start.FirstCall.TotalMilliseconds):0} ms, at rest {Median(start => start.Megabytes):0} MB"));
    }

    private sealed record Measured(TimeSpan FirstAnswer, TimeSpan ProcessorTime, TimeSpan FirstCall, double Megabytes);
}
