using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-26")]
public sealed class SubscriptionTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "BIL-12")]
    public async Task Its_month_and_an_instalment_of_the_same_day_and_card_are_one_payment()
    {
        var (desk, account, card) = await SceneAsync();
        await desk.SubscribeAsync(account, 30_00, card);
        await desk.PlanAsync(account, 12_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = card });

        await fixture.StrikeAfterAsync(0);

        Assert.Equal(42_00, Minor(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["amount"]));
        Assert.Equal("paid", Text(Assert.Single(await desk.ListAsync($"accounts/{account}/invoices"))["state"]));
        Assert.Equal(-12_00, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task Another_price_counts_from_the_next_month_and_what_is_charged_stays()
    {
        var (desk, account, card) = await SceneAsync();
        var subscription = await desk.SubscribeAsync(account, 30_00, card);
        await fixture.StrikeAfterAsync(0);
        var path = $"accounts/{account}/subscriptions/{Text(subscription["id"])}";
        var etag = (await desk.GetAsync(path)).Headers["ETag"];
        var change = new JsonObject { ["price"] = Desk.Money(20_00), ["paymentMethod"] = card, ["reason"] = "Loyal" };

        (await desk.PutAsync(path, change, ("If-Match", etag))).Expect(HttpStatusCode.OK);
        (await desk.PutAsync(path, change, ("If-Match", etag))).Refuses(HttpStatusCode.PreconditionFailed, "stale");
        await fixture.StrikeAfterAsync(31);

        Assert.Equal([30_00, 20_00], (await desk.ListAsync($"accounts/{account}/invoices")).Select(invoice => Minor(invoice["total"])));
    }

    [Fact]
    public async Task A_paused_one_charges_nothing_and_resumed_it_leaves_out_the_months_between()
    {
        var (desk, account, card) = await SceneAsync();
        var subscription = await desk.SubscribeAsync(account, 30_00, card);
        await fixture.StrikeAfterAsync(0);
        var path = $"accounts/{account}/subscriptions/{Text(subscription["id"])}";

        Assert.Equal("paused", Text((await desk.PostAsync(path + "/pause", new JsonObject())).Expect(HttpStatusCode.OK)["state"]));
        await fixture.StrikeAfterAsync(80);
        Assert.Single(await desk.ListAsync($"accounts/{account}/invoices"));
        Assert.Empty(await desk.ListAsync($"accounts/{account}/upcoming-payments"));
        var resumed = (await desk.PostAsync(path + "/resumption", new JsonObject { ["reason"] = "Healed" })).Expect(HttpStatusCode.OK);

        Assert.Equal("active", Text(resumed["state"]));
        Assert.True(string.CompareOrdinal(Text(resumed["nextOn"]), $"{fixture.Day():yyyy-MM-dd}") >= 0, resumed.ToJsonString());
        await fixture.StrikeAfterAsync(0);
        Assert.Single(await desk.ListAsync($"accounts/{account}/invoices"));
        await fixture.StrikeAfterAsync(31);
        Assert.Equal(2, (await desk.ListAsync($"accounts/{account}/invoices")).Length);
    }

    [Fact]
    public async Task Its_end_moves_both_ways_and_an_ended_one_goes_on_from_today()
    {
        var (desk, account, card) = await SceneAsync();
        var subscription = await desk.SubscribeAsync(account, 30_00, card);
        await fixture.StrikeAfterAsync(0);
        var path = $"accounts/{account}/subscriptions/{Text(subscription["id"])}";
        JsonObject Ending(DateOnly? day) => new()
        {
            ["price"] = Desk.Money(30_00),
            ["paymentMethod"] = card,
            ["endsOn"] = day is null ? null : $"{day:yyyy-MM-dd}",
        };

        Assert.Equal("ended", Text((await desk.PutAsync(path, Ending(fixture.Day(5)))).Expect(HttpStatusCode.OK)["state"]));
        (await desk.PostAsync(path + "/pause", new JsonObject())).Refuses(HttpStatusCode.Conflict, "subscription_ended");
        await fixture.StrikeAfterAsync(100);
        var going = (await desk.PutAsync(path, Ending(null))).Expect(HttpStatusCode.OK);

        Assert.Equal("active", Text(going["state"]));
        await fixture.StrikeAfterAsync(31);
        Assert.Equal(2, (await desk.ListAsync($"accounts/{account}/invoices")).Length);
    }

    [Fact]
    public async Task Taxes_are_those_that_the_organisation_has_on_the_day()
    {
        var (desk, account, card) = await SceneAsync();
        var tax = new JsonObject { ["code"] = "GST", ["name"] = "GST", ["ratePartsPerMillion"] = 50_000 };
        (await desk.SettingsAsync(new JsonObject { ["taxes"] = new JsonArray(tax) })).Expect(HttpStatusCode.OK);
        await desk.SubscribeAsync(account, 30_00, card, new JsonObject { ["taxes"] = new JsonArray("GST") });
        Assert.Equal(31_50, Minor(Assert.Single(await desk.ListAsync($"accounts/{account}/upcoming-payments"))["amount"]));

        await fixture.StrikeAfterAsync(0);
        (await desk.SettingsAsync([])).Expect(HttpStatusCode.OK);
        await fixture.StrikeAfterAsync(31);

        Assert.Equal([31_50, 30_00], (await desk.ListAsync($"accounts/{account}/invoices")).Select(invoice => Minor(invoice["total"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    private async Task<(Desk Desk, string Account, string Card)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        return (desk, account, await desk.SaveCardAsync(account));
    }
}
