using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Solde.Tests.Local.Day;

namespace Solde.Tests.Local.Crash;

/// <summary>Everything on the desk is killed while four refunds are at four different steps; then it starts again.</summary>
public sealed class KilledRefundsTests : IDisposable
{
    private const long Paid = 3_000;

    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(5));
    private readonly string folder = Directory.CreateTempSubdirectory("solde-killed-refunds-").FullName;

    public void Dispose()
    {
        patience.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "BIL-24")]
    public async Task Refunds_under_way_when_everything_is_killed_are_made_once_when_it_starts_again()
    {
        CrashDesk desk;
        string[] accounts;
        string pending;
        await using (var first = DeskProcess.Start(folder, "--serve"))
        {
            var (api, provider) = await first.WhereAsync(patience.Token);
            desk = await CrashDesk.OpenAsync(api, "local-operator-key", patience.Token);
            accounts = await Task.WhenAll(new[] { "pm_card_pendingRefund", "pm_card_pendingRefund", "pm_card_visa", "pm_card_visa" }
                .Select(card => PaidByAsync(desk, card)));

            pending = await ThatTheBankHasAsync(desk, provider, accounts[0]);
            await ThatEndedWithoutAWordHereAsync(desk, provider, accounts[1]);
            await ThatWasDoneAndNotAnsweredAsync(desk, provider, accounts[2]);
            // Whatever is asked now waits: this one is accepted, and nobody has done anything yet.
            await desk.RefundAsync(accounts[3], Paid);
            await first.KillAsync();
        }

        await using var second = DeskProcess.Start(folder, "--serve");
        var (apiAgain, providerAgain) = await second.WhereAsync(patience.Token);
        await DoneAsync(await providerAgain.PostAsync($"_sandbox/refunds/{pending}/succeed", null, patience.Token));
        await CheckAsync(desk.At(apiAgain), providerAgain, accounts);
        await second.StopAsync(patience.Token);
    }

    private static async Task<string> PaidByAsync(CrashDesk desk, string card)
    {
        var account = await desk.AccountAsync($"{Guid.NewGuid():N}@example.org");
        await desk.InvoiceAsync(account, Paid);
        await desk.ChargeAsync(account, await desk.SaveCardAsync(account, card), Paid);
        await desk.UntilAsync($"accounts/{account}/payments", payment => payment["state"]!.GetValue<string>() == "succeeded");
        return account;
    }

    private async Task<string> ThatTheBankHasAsync(CrashDesk desk, HttpClient provider, string account)
    {
        await desk.RefundAsync(account, Paid);
        await desk.UntilAsync($"accounts/{account}/refunds", refund => refund["parts"]![0]!["state"]!.GetValue<string>() == "sent");
        return Assert.Single(await MadeAsync(provider, account))["id"]!.GetValue<string>();
    }

    private async Task ThatEndedWithoutAWordHereAsync(CrashDesk desk, HttpClient provider, string account)
    {
        var made = await ThatTheBankHasAsync(desk, provider, account);
        await DoneAsync(await provider.PostAsync("_sandbox/webhooks/hold", null, patience.Token));
        await DoneAsync(await provider.PostAsync($"_sandbox/refunds/{made}/succeed", null, patience.Token));
    }

    private async Task ThatWasDoneAndNotAnsweredAsync(CrashDesk desk, HttpClient provider, string account)
    {
        object[] faults =
        [
            new { kind = "drop_after", method = "POST", path_prefix = "/v1/refunds", times = 1 },
            new { kind = "slow", method = "POST", path_prefix = "/v1/refunds", times = 100, delay_milliseconds = 600_000 },
        ];
        foreach (var fault in faults) await DoneAsync(await provider.PostAsJsonAsync("_sandbox/faults", fault, patience.Token));
        await desk.RefundAsync(account, Paid);
        while ((await MadeAsync(provider, account)).Count == 0) await Task.Delay(50, patience.Token);
    }

    private async Task CheckAsync(CrashDesk desk, HttpClient provider, string[] accounts)
    {
        foreach (var account in accounts)
        {
            await desk.UntilAsync($"accounts/{account}/refunds", refund => refund["state"]!.GetValue<string>() == "done");
            var made = Assert.Single(await MadeAsync(provider, account));
            Assert.Equal((Paid, "succeeded"), (made["amount"]!.GetValue<long>(), made["status"]!.GetValue<string>()));
            var balance = await desk.GetAsync($"accounts/{account}/balance");
            Assert.Equal(Paid, balance["current"]!["minor"]!.GetValue<long>());
        }
        var books = await desk.GetAsync("accounts/books?deep=true");
        Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
        Assert.Empty(await desk.ListAsync("payments/unmatched-events"));
    }

    private async Task<IReadOnlyList<JsonNode>> MadeAsync(HttpClient provider, string account) =>
        [.. (await provider.GetFromJsonAsync<JsonArray>("_sandbox/objects/refund", patience.Token))!
            .Select(made => made!).Where(made => made["metadata"]?["account"]?.GetValue<string>() == account)];

    private async Task DoneAsync(HttpResponseMessage answer)
    {
        using (answer)
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(patience.Token));
    }
}
