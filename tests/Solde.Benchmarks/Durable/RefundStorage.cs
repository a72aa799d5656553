using System.Net;
using System.Security.Cryptography;
using Solde.Benchmarks.Measuring;
using Solde.Local.Azurite;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Benchmarks.Durable;

/// <summary>
/// What a refund asks of the storage, the app's calls and the hub's told apart by two storages. Counted once: the clock stands
/// still and nothing else runs, so every run gives the same numbers.
/// </summary>
internal sealed class RefundStorage(SoldeTestApp app, ProviderSandbox provider, TestClock clock, int appPort, int hubPort)
{
    public static async Task PrintAsync()
    {
        await using var ofApp = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        await using var ofHub = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        var clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
        await using var provider = await ProviderSandbox.StartAsync(new ProviderSandboxOptions { Clock = clock, DeliverAutomatically = false });
        await using var app = await SoldeTestApp.StartAsync(new SoldeTestSettings(ofApp.ConnectionString)
        {
            HubStorage = ofHub.ConnectionString,
            TablePrefix = "b" + RandomNumberGenerator.GetHexString(8, lowercase: true),
            Provider = provider.BaseAddress,
            Clock = clock,
        });
        var count = new RefundStorage(app, provider, clock, ofApp.TableEndpoint.Port, ofHub.TableEndpoint.Port);
        // The first one makes the hub's table.
        await count.RefundAsync(null, 0, 50_00);
        await count.RefundAsync("one card", 0, 50_00);
        await count.RefundAsync("two cards and cash", 20_00, 30_00, 50_00);
    }

    /// <param name="title">Null prints nothing.</param>
    private async Task RefundAsync(string? title, long cash, params long[] cards)
    {
        var desk = await Desk.OpenAsync(app);
        var account = await desk.AccountAsync();
        var total = cash + cards.Sum();
        var invoice = await desk.InvoiceAsync(account, total);
        if (cash > 0)
            await desk.PayAsync(account, cash, invoice);
        foreach (var card in cards)
            await desk.PaidByCardAsync(account, card, "pm_card_visa", invoice);
        var wish = await desk.RefundOfAsync(account, total);

        var refund = "";
        await CountAsync(title, "asked for", async () =>
            refund = (await desk.PostAsync($"accounts/{account}/refunds", wish)).Expect(HttpStatusCode.Accepted)["id"]!.GetValue<string>());
        await CountAsync(title, "begun", () => app.DeliverAsync(app.Queue[0]));
        await CountAsync(title, "sent, and ended by the provider's answer", () => app.DrainAsync());
        await CountAsync(title, "the provider's events, which say the same", async () =>
        {
            foreach (var told in provider.RefundsOf(refund).SelectMany(made => provider.EventsOf(made.Id())))
                (await app.TellAsync(told, clock)).Expect(HttpStatusCode.NoContent);
            await app.DrainAsync();
        });
        if (await app.WorkflowStateAsync("refund-" + refund) != "completed")
            throw new InvalidOperationException("The refund did not come to its end.");
    }

    private async Task CountAsync(string? title, string stage, Func<Task> work)
    {
        using var counter = new StorageCalls();
        using var requests = new RequestsByPort();
        await work();
        if (title is null)
            return;
        var (ofApp, ofHub) = (requests.Of(appPort), requests.Of(hubPort));
        var operations = string.Join(", ", counter.PerUnit(1).Select(call => $"{call.Value} {call.Key}"));
        Console.WriteLine($"  {title + ", " + stage,-64} app {Text(ofApp)}   hub {Text(ofHub)}   {operations}");
    }

    private static string Text((int All, int Reads) calls) => $"{calls.Reads} read, {calls.All - calls.Reads} written";
}
