using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-26")]
public sealed class SubscriptionMonthsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-03")]
    public async Task Every_month_has_its_invoice_and_its_payment_and_the_31st_is_the_last_day_of_a_shorter_one()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var card = await desk.SaveCardAsync(account);
        var subscription = await desk.SubscribeAsync(account, 30_00, card, new JsonObject { ["startsOn"] = "2027-01-31", ["endsOn"] = "2027-04-30" });

        await fixture.StrikeAsync(Noon("2027-04-29"));
        await fixture.StrikeAsync(Noon("2027-06-30"));

        var invoices = await desk.ListAsync($"accounts/{account}/invoices");
        Assert.Equal(["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"], invoices.Select(invoice => Text(invoice["issueDate"])));
        Assert.All(invoices, invoice => Assert.Equal("paid", Text(invoice["state"])));
        Assert.All(invoices, invoice => Assert.StartsWith("2027-", Text(invoice["number"]), StringComparison.Ordinal));
        Assert.Equal(4, (await desk.ListAsync($"accounts/{account}/payments")).Length);
        Assert.Equal("ended", Text((await desk.GetAsync($"accounts/{account}/subscriptions/{Text(subscription["id"])}")).Expect(HttpStatusCode.OK)["state"]));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    private static DateTimeOffset Noon(string day) => DateTimeOffset.Parse(day + "T16:00:00Z", null);
}
