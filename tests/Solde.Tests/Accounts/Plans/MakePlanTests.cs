using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.PlanScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-13")]
public sealed class MakePlanTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Monthly_parts_add_up_and_the_31st_falls_on_the_last_day_of_a_shorter_month()
    {
        var (desk, account) = await SceneAsync();
        var wish = new JsonObject { ["every"] = "month", ["parts"] = 4, ["firstOn"] = "2027-01-31", ["method"] = "cheque" };

        var plan = await desk.PlanAsync(account, 100_01, wish);

        Assert.Equal(
            [("2027-01-31", 25_01), ("2027-02-28", 25_00), ("2027-03-31", 25_00), ("2027-04-30", 25_00)],
            plan["instalments"]!.AsArray().Select(part => (Text(part!["dueOn"]), Minor(part["amount"]))));
        Assert.Equal("under_way", Text(plan["state"]));
    }

    [Fact]
    public async Task Given_dates_are_taken_as_they_are()
    {
        var (desk, account) = await SceneAsync();

        var plan = await desk.PlanAsync(account, 10_00, new JsonObject { ["dates"] = new JsonArray("2026-09-01", "2026-12-24"), ["method"] = "cheque" });

        Assert.Equal(["2026-09-01", "2026-12-24"], plan["instalments"]!.AsArray().Select(part => Text(part!["dueOn"])));
    }

    [Fact]
    public async Task A_purchase_that_is_not_paid_at_the_till_is_paid_by_its_plan_day_by_day()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 90_00);
        var wish = new JsonObject { ["parts"] = 3, ["firstOn"] = $"{fixture.Day(1):yyyy-MM-dd}", ["paymentMethod"] = await desk.SaveCardAsync(account) };
        var plan = await desk.PlanAsync(account, 90_00, wish, invoice);
        Assert.Equal(90_00, await desk.BalanceAsync(account));

        var balances = new List<long>();
        foreach (var days in new[] { 1, 7, 7 })
        {
            await fixture.StrikeAfterAsync(days);
            balances.Add(await desk.BalanceAsync(account));
        }

        Assert.Equal([60_00, 30_00, 0], balances);
        Assert.Equal(["paid", "paid", "paid"], await desk.StatesAsync(account, plan));
        Assert.Equal("done", Text((await desk.PlanOfAsync(account, plan))["state"]));
        Assert.Equal("paid", Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_plan_takes_no_more_of_an_invoice_than_is_neither_paid_nor_planned()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 20_00, invoice);
        var cheques = new JsonObject { ["method"] = "cheque", ["firstOn"] = "2028-01-01" };
        await desk.PlanAsync(account, 50_00, cheques, invoice);

        (await desk.AskPlanAsync(account, 30_01, cheques, invoice)).Refuses(HttpStatusCode.Conflict, "plan_beyond_invoices");
        await desk.PlanAsync(account, 30_00, cheques, invoice);
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task The_same_request_again_makes_one_plan()
    {
        var (desk, account) = await SceneAsync();
        var body = new JsonObject { ["amount"] = Desk.Money(10_00), ["every"] = "week", ["parts"] = 2, ["method"] = "cheque" }.ToJsonString();
        var key = Desk.NewKey();

        var first = await desk.PostAsync($"accounts/{account}/plans", body, key);
        var again = await desk.PostAsync($"accounts/{account}/plans", body, key);

        Assert.Equal((HttpStatusCode.Created, first.Body), (again.Status, again.Body));
        Assert.Single(await desk.ListAsync($"accounts/{account}/plans"));
    }

    [Theory]
    [Trait("Rule", "COM-07")]
    [InlineData("""{"parts":0}""", "parts")]
    [InlineData("""{"every":"day"}""", "every")]
    [InlineData("""{"firstOn":"2020-01-01"}""", "firstOn")]
    [InlineData("""{"dates":["2027-01-02","2027-01-01"],"every":null,"parts":null}""", "dates[1]")]
    [InlineData("""{"dates":["2027-01-02"]}""", "dates")]
    [InlineData("""{"method":null}""", "paymentMethod")]
    [InlineData("""{"paymentMethod":"pm_1"}""", "paymentMethod")]
    [InlineData("""{"amount":{"minor":0,"currency":"CAD"}}""", "amount")]
    [InlineData("""{"amount":{"minor":100,"currency":"EUR"}}""", "amount")]
    [InlineData("""{"method":null,"payers":[{"percent":50,"method":"cheque"},{"percent":49.99,"method":"cheque"}]}""", "payers")]
    [InlineData("""{"method":null,"payers":[{"percent":50,"method":"cheque"},{"amount":{"minor":500,"currency":"CAD"},"method":"cheque"}]}""", "payers")]
    [InlineData("""{"method":null,"payers":[{"percent":33.333,"method":"cheque"},{"percent":66.667,"method":"cheque"}]}""", "payers[0].percent")]
    [InlineData("""{"method":null,"payers":[{"amount":{"minor":999,"currency":"CAD"},"method":"cheque"}]}""", "payers")]
    [InlineData("""{"method":null,"payers":[{"percent":50,"paymentMethod":"pm_1"},{"percent":50,"paymentMethod":"pm_1"}]}""", "payers[1].paymentMethod")]
    [InlineData("""{"method":null,"payers":[{"percent":100,"method":"cheque","email":"nobody"}]}""", "payers[0].email")]
    [InlineData("""{"payers":[{"percent":100,"method":"cheque"}]}""", "payers")]
    public async Task What_is_wrong_with_a_plan_is_said_by_field(string changes, string field)
    {
        var (desk, account) = await SceneAsync();
        var body = new JsonObject { ["amount"] = Desk.Money(10_00), ["every"] = "week", ["parts"] = 2, ["method"] = "cheque" };
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            body[name] = value?.DeepClone();

        var refused = await desk.PostAsync($"accounts/{account}/plans", body);

        refused.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(field, refused.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_plan_on_what_is_not_there_is_refused()
    {
        var (desk, account) = await SceneAsync();
        var cheques = new JsonObject { ["method"] = "cheque" };

        (await desk.AskPlanAsync(account, 10_00, cheques, "inv_none")).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_invoice");
        (await desk.AskPlanAsync(account, 10_00, new JsonObject { ["method"] = "barter" })).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_payment_method");
        (await desk.AskPlanAsync(account, 10_00, new JsonObject { ["paymentMethod"] = "pm_none" })).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_saved_method");
        (await desk.AskPlanAsync(account, 1, cheques)).Refuses(HttpStatusCode.UnprocessableEntity, "plan_too_small");
        (await desk.AskPlanAsync("acc_none", 10_00, cheques)).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
