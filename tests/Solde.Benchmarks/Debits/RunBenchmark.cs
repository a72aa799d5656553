using System.Globalization;
using System.Text.Json.Nodes;
using Solde.Benchmarks.Host;
using Solde.Local.Azurite;
using Solde.Platform.Storage;
using Solde.Tests.Debits;
using Solde.Tests.Faults;

namespace Solde.Benchmarks.Debits;

/// <summary>
/// A month's run of a hundred thousand quotas, the published app under the local host, beside the same storage calls made bare: the same
/// pages read, the same hundreds written, the same files. A tenth of it goes before, through a proxy that counts what the app asks for.
/// </summary>
internal static class RunBenchmark
{
    private const double NeededRatio = 0.6;
    private const double MostCalls = 0.05;
    private const double MostMegabytes = 200;

    public static async Task RunAsync()
    {
        var quotas = int.Parse(Environment.GetEnvironmentVariable("SOLDE_QUOTAS") ?? "100000", CultureInfo.InvariantCulture);
        var app = await BuiltApp.PublishedAsync();
        var tenth = await CountedAsync(app, quotas / 10);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        var tables = new TableServiceClient(StorageAccount.Parse(azurite.ConnectionString), "");
        await using var scene = await RunBenchmarkScene.StartAsync(app, azurite.ConnectionString, azurite.ConnectionString);
        var small = await scene.RunAsync("small", tables, quotas / 10);
        var bareBefore = await BareRun.MeasureAsync(azurite.ConnectionString, small, "before");
        var whole = await scene.RunAsync("large", tables, quotas);
        var bare = await BareRun.MeasureAsync(azurite.ConnectionString, whole, "after");

        var ratio = whole.Rate / bare;
        Print($"  {whole.Charges:N0} charges in {whole.Took.TotalSeconds:0.0} s: {whole.Rate:N0}/s, bare {bare:N0}/s   ratio {ratio:0.00} (needs {NeededRatio}: {Verdict(ratio >= NeededRatio)})");
        Print($"  storage operations a charge {tenth.PerCharge:0.0000} (at most {MostCalls}: {Verdict(tenth.PerCharge <= MostCalls)}): {tenth.Kinds}");
        Print($"  most memory of the app {whole.PeakMegabytes:0} MB, {small.PeakMegabytes:0} MB after a tenth (under {MostMegabytes}: {Verdict(whole.PeakMegabytes < MostMegabytes)})");
        Print($"  {small.Charges:N0} charges: {small.Rate:N0}/s, bare {bareBefore:N0}/s; a charge of ten times as many took {small.Rate / whole.Rate:0.00} times as long");
        Print($"  looked at on the way: {string.Join(", ", whole.Progress)}");
    }

    private static async Task<(double PerCharge, string Kinds)> CountedAsync(string app, int quotas)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        var tables = new TableServiceClient(StorageAccount.Parse(azurite.ConnectionString), "");
        await using var scene = await RunBenchmarkScene.StartAsync(app, azurite.ConnectionString, proxy.ConnectionString);
        var before = 0;
        var run = await scene.RunAsync("counted", tables, quotas, onBegin: () => before = proxy.Calls.Count);
        var calls = proxy.Calls.Skip(before).ToArray();
        var kinds = string.Join(", ", calls.CountBy(call => call.Kind).OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value} {kind.Key}"));
        return ((double)calls.Length / run.Charges, kinds);
    }

    private static string Verdict(bool holds) => holds ? "reached" : "MISSED";

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

/// <param name="Progress">What somebody who looked at the run now and then was told: quotas gone through.</param>
internal sealed record MeasuredRun(
    string Organisation, string Month, int Groups, int Charges, TimeSpan Took, double PeakMegabytes, IReadOnlyList<string> Progress, JsonNode View)
{
    public double Rate => Charges / Took.TotalSeconds;
}
