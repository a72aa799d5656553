using Solde.Benchmarks.Accounts;
using Solde.Benchmarks.Debits;
using Solde.Benchmarks.Durable;
using Solde.Benchmarks.Payments;
using Solde.Benchmarks.Signatures;
using Solde.Benchmarks.Start;
using Solde.Benchmarks.Tables;
using Solde.Benchmarks.Vouchers;
using Solde.Benchmarks.Webhook;

// The webhook's floor is this program too, in a process of its own.
if (args is [WebhookFloor.Argument])
{
    await WebhookFloor.ServeAsync();
    return 0;
}

var benchmarks = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["webhook"] = WebhookBenchmark.RunAsync,
    ["payment"] = PaymentBenchmark.RunAsync,
    ["instalments"] = InstalmentsBenchmark.RunAsync,
    ["durable"] = DurableBenchmark.RunAsync,
    ["tables"] = TablesBenchmark.RunAsync,
    ["signature"] = SignatureBenchmark.RunAsync,
    ["reconciliation"] = ReconciliationBenchmark.RunAsync,
    ["ledger"] = LedgerBenchmark.RunAsync,
    ["account"] = OldAccountBenchmark.RunAsync,
    ["export"] = ExportBenchmark.RunAsync,
    ["debits"] = RunBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
};
var unknown = args.Where(name => !benchmarks.ContainsKey(name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}. There are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}
foreach (var (name, run) in benchmarks)
{
    if (args.Length > 0 && !args.Contains(name))
        continue;
    Console.WriteLine($"\n{name}");
    await run();
}
return 0;
