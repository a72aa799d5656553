using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

[Trait("Rule", "CLM-20")]
public sealed class PaymentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(1_000_00, 0, "paid", false)]
    [InlineData(850_00, 150_00, "partly_paid", true)]
    [InlineData(1_200_00, -200_00, "paid", true)]
    public async Task A_payment_notice_pays_the_invoice_and_what_does_not_fit_shows(long minor, long difference, string state, bool differs)
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, invoice) = await shop.IntegratedAsync();

        await shop.TellAsync(await NumberOfAsync(shop, file), "payment_notice", minor: minor);
        var told = fixture.App.Queue.Single(message => message.Text.Contains("\"ClaimPaid\"", StringComparison.Ordinal));
        Assert.True(await fixture.App.DeliverAsync(told));
        Assert.True(await fixture.App.DeliverAsync(told));
        await fixture.App.DrainAsync();

        var seen = await shop.FileAsync(file);
        Assert.Equal(("completed", "payment_notice"), (Text(seen["state"]), Text(seen["completedBy"])));
        Assert.Equal(difference, Minor(Assert.Single(seen["payments"]!.AsArray())!["difference"]));
        Assert.Equal(differs, seen["hasDifference"]!.GetValue<bool>());
        Assert.Equal(state, Text((await shop.Desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Equal(1_000_00 - minor, await shop.Desk.BalanceAsync(account));
        Assert.Equal(differs ? 1 : 0, (await shop.ItemsAsync("claims?hasDifference=true")).Count);
        await shop.Desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_the_customer_paid_himself_is_no_difference()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, invoice) = await shop.IntegratedAsync();
        var own = new JsonObject
        {
            ["method"] = "cash",
            ["amount"] = Desk.Money(150_00, "EUR"),
            ["invoices"] = new JsonArray(invoice),
        };
        (await shop.Desk.PostAsync($"accounts/{account}/payments", own)).Expect(HttpStatusCode.Created);

        await shop.TellAsync(await NumberOfAsync(shop, file), "payment_notice", minor: 850_00);
        await fixture.App.DrainAsync();

        Assert.False((await shop.FileAsync(file))["hasDifference"]!.GetValue<bool>());
        Assert.Equal("paid", Text((await shop.Desk.InvoiceOfAsync(account, invoice))["state"]));
    }

    [Fact]
    public async Task A_payment_before_there_is_an_invoice_waits_for_it_and_shows_until_then()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        var file = await shop.NoticedAsync(claim);
        await shop.TellAsync(claim, "payment_notice", minor: 100_00);
        await fixture.App.DrainAsync();
        Assert.True((await shop.FileAsync(file))["hasDifference"]!.GetValue<bool>());

        var (account, invoice) = await shop.InvoiceAsync(100_00);
        (await shop.UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        var seen = await shop.FileAsync(file);
        Assert.Equal("completed", Text(seen["state"]));
        Assert.False(seen["hasDifference"]!.GetValue<bool>());
        Assert.Equal(0, await shop.Desk.BalanceAsync(account));
    }

    [Fact]
    public async Task Two_notices_are_two_payments_and_an_amount_in_another_currency_is_set_aside()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, _) = await shop.IntegratedAsync();
        var claim = await NumberOfAsync(shop, file);
        await shop.TellAsync(claim, "payment_notice", minor: 600_00);
        await shop.TellAsync(claim, "payment_notice", minor: 400_00);
        var dollars = Shop.Message(claim, "payment_notice", minor: 1);
        dollars["amount"] = Desk.Money(1, "CAD");

        (await shop.SendAsync(dollars)).Refuses(HttpStatusCode.UnprocessableEntity, "claim_message_set_aside");

        await fixture.App.DrainAsync();
        Assert.Equal(0, await shop.Desk.BalanceAsync(account));
        Assert.Equal("other_currency", Text(Assert.Single(await shop.ItemsAsync("claims/set-aside"))["reason"]));
        await shop.Desk.BooksBalanceAsync();
    }

    private static async Task<string> NumberOfAsync(Shop shop, string file) => Text((await shop.FileAsync(file))["number"]);
}
