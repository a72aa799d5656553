namespace Solde.Benchmarks.Durable;

/// <summary>Orchestrations: the executor alone, the local host's hub, and what a refund asks of the storage.</summary>
internal static class DurableBenchmark
{
    public static async Task RunAsync()
    {
        await ReplayBenchmark.RunAsync();
        await OrchestrationBenchmark.RunAsync();
        await RefundStorage.PrintAsync();
    }
}
