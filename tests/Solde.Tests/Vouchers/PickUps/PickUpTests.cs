using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-11")]
public sealed class PickUpTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string PickUps = CompanyScenes.Company + "/pick-ups";

    [Theory]
    [InlineData("2026-03-12", "2026-03-12")]
    [InlineData("2026-03-14", "2026-03-16")]
    [InlineData("2026-03-17", "2026-03-18")]
    [Trait("Rule", "COM-03")]
    public async Task A_carrier_comes_on_the_next_day_on_which_banks_are_open(string askedFor, string day)
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        (await desk.SettingsAsync(new JsonObject { ["bankHolidays"] = new JsonArray("2026-03-17") })).Expect(HttpStatusCode.OK);
        var remittance = await desk.RemitAsync(CompanyScenes.Paper(120, 108_000, "E-1"));

        var pickUp = (await desk.PostAsync(PickUps, Wish(askedFor, remittance))).Expect(HttpStatusCode.Created);

        Assert.Equal((askedFor, day, "planned"), (Text(pickUp["askedFor"]), Text(pickUp["day"]), Text(pickUp["state"])));
        Assert.Equal((120, 108_000L), (pickUp["vouchers"]!.GetValue<int>(), pickUp["amount"]!["minor"]!.GetValue<long>()));
    }

    [Fact]
    public async Task What_the_carrier_took_is_handed_in_and_then_reimbursed()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        var remittance = await desk.RemitAsync(CompanyScenes.Paper(20, 18_000, "E-1"));
        var pickUp = Text((await desk.PostAsync(PickUps, Wish("2026-03-11", remittance))).Expect(HttpStatusCode.Created)["id"]);
        (await desk.PostAsync(PickUps, Wish("2026-03-11", remittance))).Refuses(HttpStatusCode.Conflict, "not_for_pick_up");
        Assert.Equal("prepared", await desk.StateOfAsync(remittance));

        var done = (await desk.PostAsync($"{PickUps}/{pickUp}/done", new JsonObject { ["on"] = "2026-03-10" })).Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"{PickUps}/{pickUp}/done", new JsonObject())).Expect(HttpStatusCode.OK);

        Assert.Equal(("done", "2026-03-10"), (Text(done["state"]), Text(done["doneOn"])));
        Assert.Equal("handed_in", await desk.StateOfAsync(remittance));
        (await desk.PostAsync($"{PickUps}/{pickUp}/cancellation", new JsonObject())).Refuses(HttpStatusCode.Conflict, "pick_up_ended");
        (await desk.ReimburseAsync(remittance, 18_000)).Expect(HttpStatusCode.OK);
        Assert.Equal("reimbursed", await desk.StateOfAsync(remittance));
    }

    [Fact]
    public async Task What_is_called_off_waits_for_another_carrier()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        var remittance = await desk.RemitAsync(CompanyScenes.Paper(20, 18_000));
        var first = Text((await desk.PostAsync(PickUps, Wish("2026-03-11", remittance))).Expect(HttpStatusCode.Created)["id"]);

        (await desk.PostAsync($"{PickUps}/{first}/cancellation", new JsonObject())).Expect(HttpStatusCode.OK);
        var second = Text((await desk.PostAsync(PickUps, Wish("2026-03-12", remittance))).Expect(HttpStatusCode.Created)["id"]);

        Assert.Equal([first, second], await ListAsync(desk, ""));
        Assert.Equal([second], await ListAsync(desk, "?state=planned"));
        Assert.Equal("cancelled", Text((await desk.GetAsync($"{PickUps}/{first}")).Expect(HttpStatusCode.OK)["state"]));
        Assert.Equal(second, Text((await desk.RemittanceAsync(remittance))["remittance"]!["pickUp"]));
    }

    [Fact]
    public async Task Neither_an_electronic_remittance_nor_a_past_day_is_for_a_carrier()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var electronic = await desk.AskAsync(await desk.ReadyAsync(1));
        var paper = await desk.Desk.RemitAsync(CompanyScenes.Paper(1, 900));

        (await desk.Desk.PostAsync(PickUps, Wish("2026-03-11", electronic))).Refuses(HttpStatusCode.Conflict, "not_for_pick_up");
        (await desk.Desk.PostAsync(PickUps, Wish("2026-03-09", paper))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.Desk.PostAsync(PickUps, new JsonObject { ["date"] = "2026-03-11", ["remittances"] = new JsonArray() }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static JsonObject Wish(string date, params string[] remittances) => new()
    {
        ["date"] = date,
        ["remittances"] = new JsonArray([.. remittances.Select(id => JsonValue.Create(id))]),
    };

    private static async Task<string[]> ListAsync(Desk desk, string query) =>
        [.. (await desk.GetAsync(PickUps + query)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => Text(item!["id"]))];
}
