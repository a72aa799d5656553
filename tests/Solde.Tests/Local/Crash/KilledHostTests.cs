using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Solde.Tests.Local.Day;

namespace Solde.Tests.Local.Crash;

public sealed class KilledHostTests : IDisposable
{
    private const int Charges = 5;

    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(5));
    private readonly string folder = Directory.CreateTempSubdirectory("solde-killed-").FullName;

    public void Dispose()
    {
        patience.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "PAY-01")]
    public async Task Charges_under_way_when_everything_is_killed_are_made_once_when_it_starts_again()
    {
        CrashDesk desk;
        string account;
        await using (var first = DeskProcess.Start(folder, "--serve"))
        {
            var (api, provider) = await first.WhereAsync(patience.Token);
            // The provider keeps every charge waiting, so none can be done when the end comes.
            var slow = new { kind = "slow", method = "POST", path_prefix = "/v1/payment_intents", times = 100, delay_milliseconds = 600_000 };
            (await provider.PostAsJsonAsync("_sandbox/faults", slow, patience.Token)).EnsureSuccessStatusCode();
            desk = await CrashDesk.OpenAsync(api, "local-operator-key", patience.Token);
            account = await desk.AccountAsync();
            for (var charge = 0; charge < Charges; charge++) await desk.InvoiceAsync(account, 1_000);
            var card = await desk.SaveCardAsync(account, "pm_card_visa");
            for (var charge = 0; charge < Charges; charge++) await desk.ChargeAsync(account, card, 1_000);
            await first.KillAsync();
        }

        await using var second = DeskProcess.Start(folder, "--serve");
        var (apiAgain, providerAgain) = await second.WhereAsync(patience.Token);
        var again = desk.At(apiAgain);
        var payments = await again.UntilAsync($"accounts/{account}/payments", payment => payment["state"]!.GetValue<string>() == "succeeded");

        Assert.Equal(Charges, payments.Count);
        var numbers = (await again.UntilAsync($"accounts/{account}/invoices", invoice => invoice["number"] is not null)).Select(invoice => invoice["number"]!.GetValue<string>()[5..]);
        Assert.Equal(["000001", "000002", "000003", "000004", "000005"], numbers.Order(StringComparer.Ordinal));
        var intents = await providerAgain.GetFromJsonAsync<JsonArray>("_sandbox/objects/payment_intent", patience.Token);
        Assert.Equal(
            payments.Select(payment => payment["id"]!.GetValue<string>()).Order(StringComparer.Ordinal),
            intents!.Select(intent => intent!["metadata"]!["payment"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.True((await again.GetAsync("accounts/books?deep=true"))["balances"]!.GetValue<bool>());
        await second.StopAsync(patience.Token);
    }
}
