using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Platform.Durable.Protocol;
using Solde.Tests.Harness;

namespace Solde.Tests.Local.Crash;

/// <summary>An invoice, paid by two cards and cash, that is given back the way it came; one bank takes its time.</summary>
internal sealed class RefundCrashJob(CrashScene scene, CrashDesk desk, string account, CancellationToken stop) : ICrashJob
{
    private const long QuickCard = 10_000;
    private const long SlowCard = 5_000;
    private const long Cash = 2_500;
    private const long All = QuickCard + SlowCard + Cash;

    private string refund = "";

    public static async Task<RefundCrashJob> PrepareAsync(CrashScene scene, CancellationToken stop)
    {
        var desk = await scene.OpenDeskAsync(stop);
        var account = await desk.AccountAsync();
        await desk.InvoiceAsync(account, All);
        await desk.ChargeAsync(account, await desk.SaveCardAsync(account, "pm_card_visa"), QuickCard);
        await desk.ChargeAsync(account, await desk.SaveCardAsync(account, "pm_card_pendingRefund"), SlowCard);
        await desk.PayCashAsync(account, Cash);
        await scene.SettledAsync(stop);
        return new RefundCrashJob(scene, desk, account, stop);
    }

    public async Task DoAsync()
    {
        refund = await desk.RefundAsync(account, All);
        await scene.UntilAsync(() => Task.FromResult(Made.Count == 2), stop);
        await scene.SettledAsync(stop);
        Assert.NotNull(scene.Provider.OnDemand.SucceedRefund(Made.Single(made => made.Text("status") == "pending").Id()));
        await scene.UntilAsync(HasEndedAsync, stop);
        await scene.SettledAsync(stop);
    }

    public async Task CheckAsync()
    {
        var found = await desk.GetAsync($"accounts/{account}/refunds/{refund}");
        Assert.True(Text(found, "state") == "done", found.ToJsonString());
        Assert.Equal(
            ["card succeeded", "card succeeded", "cash recorded"],
            found["parts"]!.AsArray().Select(part => $"{Text(part!, "method")} {Text(part!, "state")}").Order(StringComparer.Ordinal));
        Assert.Equal(
            [(SlowCard, "succeeded"), (QuickCard, "succeeded")],
            Made.Select(made => (made.Number("amount"), made.Text("status")!)).Order());
        Assert.Single(await desk.ListAsync($"accounts/{account}/refunds"));
        Assert.Empty(await desk.ListAsync($"accounts/{account}/credits"));

        var balance = await desk.GetAsync($"accounts/{account}/balance");
        Assert.Equal((All, All), (Minor(balance, "current"), Minor(balance, "totalRefunded")));
        var books = await desk.GetAsync("accounts/books?deep=true");
        Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
        Assert.Equal(All, books["ledgers"]!["receivable"]!.GetValue<long>());
        Assert.Empty(await desk.ListAsync("payments/unmatched-events"));
        await scene.NothingIsLeftAsync(stop);
    }

    /// <summary>What the provider has of it: one too many would be money given away.</summary>
    private IReadOnlyList<JsonObject> Made => scene.Provider.RefundsOf(refund);

    private async Task<bool> HasEndedAsync() =>
        await scene.Host.Hub!.FindAsync("refund-" + refund, stop) is { Status: OrchestrationStatus.Completed };

    private static long Minor(JsonNode node, string name) => node[name]!["minor"]!.GetValue<long>();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
