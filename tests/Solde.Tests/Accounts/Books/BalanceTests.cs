using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-20")]
public sealed class BalanceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task With_nothing_under_way_both_balances_are_the_same()
    {
        var (desk, account) = await SceneAsync();
        await desk.InvoiceAsync(account, 1_000);
        await desk.PayAsync(account, 1_300);

        var balance = await BalanceAsync(desk, account);

        Assert.Equal((-300, -300, 300), (Minor(balance["current"]), Minor(balance["expected"]), Minor(balance["unapplied"])));
        Assert.Empty(balance["underWay"]!.AsArray());
        Assert.Equal((1_000, 1_300), (Minor(balance["parts"]!["invoiced"]), Minor(balance["parts"]!["paid"])));
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task What_is_under_way_explains_the_difference_item_by_item()
    {
        var (desk, account) = await SceneAsync();
        await desk.InvoiceAsync(account, 10_000);
        var method = await BankDebits.SaveAsync(fixture, desk, account);
        var first = await desk.ChargeAsync(account, method, 4_000);
        await desk.App.DrainAsync();
        var second = await desk.ChargeAsync(account, method, 2_500);

        var balance = await BalanceAsync(desk, account);

        Assert.Equal((10_000, 3_500), (Minor(balance["current"]), Minor(balance["expected"])));
        Assert.Equal(
            [(first, "pending", -4_000L), (second, "requested", -2_500L)],
            balance["underWay"]!.AsArray().Select(item => (item!["id"]!.GetValue<string>(), item["state"]!.GetValue<string>(), Minor(item["effect"]))));
        Explains(balance);
    }

    [Theory]
    [Trait("Rule", "BIL-10")]
    [InlineData(true, 6_000, "succeeded", "partly_paid")]
    [InlineData(false, 10_000, "failed", "open")]
    public async Task An_e_cheque_counts_in_the_current_balance_once_it_has_cleared_and_never_when_it_fails(bool paid, long current, string state, string invoiceState)
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 10_000);
        var payment = await desk.ChargeAsync(account, await BankDebits.SaveAsync(fixture, desk, account), 4_000);
        await desk.App.DrainAsync();
        Assert.Equal(10_000, await desk.BalanceAsync(account));

        await BankDebits.SettleAsync(fixture, desk, account, payment, paid);

        var balance = await BalanceAsync(desk, account);
        Assert.Equal((current, current), (Minor(balance["current"]), Minor(balance["expected"])));
        Assert.Empty(balance["underWay"]!.AsArray());
        Assert.Equal(state, (await desk.PaymentAsync(account, payment))["state"]!.GetValue<string>());
        Assert.Equal(invoiceState, (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
        Explains(balance);
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task The_balance_of_nobody_is_not_found() =>
        (await (await Desk.OpenAsync(fixture.App)).GetAsync("accounts/acc_nobody/balance")).Refuses(HttpStatusCode.NotFound, "not_found");

    private static void Explains(JsonNode balance) => Assert.Equal(
        Minor(balance["expected"]) - Minor(balance["current"]), balance["underWay"]!.AsArray().Sum(item => Minor(item!["effect"])));

    private static async Task<JsonNode> BalanceAsync(Desk desk, string account) => (await desk.GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }

    private static long Minor(JsonNode? money) => money!["minor"]!.GetValue<long>();
}
