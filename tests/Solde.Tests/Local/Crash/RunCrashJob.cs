using System.Globalization;
using System.Text.Json.Nodes;
using Solde.Functions.Aggregates;
using Solde.Functions.Debits;
using Solde.Tests.Debits;

namespace Solde.Tests.Local.Crash;

/// <summary>A month's run of so many quotas as SOLDE_RUN_QUOTAS says, and of a second one, whose files come after.</summary>
internal sealed class RunCrashJob(CrashScene scene, CrashDesk desk, CancellationToken stop) : ICrashJob
{
    private const int Groups = 5;

    private static readonly int Quotas = int.Parse(
        Environment.GetEnvironmentVariable("SOLDE_RUN_QUOTAS") ?? "100", CultureInfo.InvariantCulture);

    private string _run = "";

    public static async Task<RunCrashJob> PrepareAsync(CrashScene scene, CancellationToken stop)
    {
        var desk = await scene.OpenDeskAsync(stop, "BRL");
        await desk.DebitSettingsAsync(RunScene.Settings());
        for (var index = 1; index <= Groups; index++)
            await desk.OpenGroupAsync(ConsortiumScene.GroupBody(ManyQuotas.GroupOf(index)));
        await new ManyQuotas(scene.Tables, desk.Organisation).FillAsync(Groups, Quotas / Groups);
        return new RunCrashJob(scene, desk, stop);
    }

    public async Task DoAsync()
    {
        _run = await desk.StartRunAsync("2026-03");
        await CompletedAsync(_run);
    }

    /// <summary>Each charge once, each outlet one file of the run with number 1; and the next month's run has number 2.</summary>
    public async Task CheckAsync()
    {
        var run = await desk.GetAsync("debits/runs/" + _run);
        Assert.Equal(Quotas, run["quotas"]!.GetValue<int>());
        Assert.Equal(Quotas, run["charged"]!.GetValue<int>());
        await HoldsAsync("2026-03", run, number: 1);

        var next = await desk.StartRunAsync("2026-04");
        await CompletedAsync(next);
        await HoldsAsync("2026-04", await desk.GetAsync("debits/runs/" + next), number: 2);
        await scene.NothingIsLeftAsync(stop);
    }

    private async Task HoldsAsync(string month, JsonNode run, int number)
    {
        var books = await desk.GetAsync("debits/books?month=" + month);
        Assert.Empty(books["faults"]!.AsArray());
        var asked = run["byOutlet"]!.AsArray().GroupBy(total => total!["outlet"]!.GetValue<string>()).ToDictionary(
            outlet => outlet.Key, outlet => outlet.Sum(total => total!["count"]!.GetValue<int>()), StringComparer.Ordinal);
        var files = await desk.ListAsync("debits/files?run=" + run["id"]!.GetValue<string>());
        Assert.Equal(
            asked.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, number, one.Value)),
            files.Select(file => (
                    file["outlet"]!.GetValue<string>(), file["file"]!.GetValue<int>(), file["lines"]!.GetValue<int>()))
                .OrderBy(file => file.Item1, StringComparer.Ordinal));
    }

    private async Task CompletedAsync(string run)
    {
        var runs = new AggregateStore<DebitRun>(scene.Tables, TimeProvider.System, new AggregateLocks());
        await scene.UntilAsync(
            async () => (await runs.ReadAsync(desk.Organisation, run, stop)).Head!.State == RunStates.Completed, stop);
        await scene.SettledAsync(stop);
    }
}
