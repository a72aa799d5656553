using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-15")]
public sealed class ApplyCreditTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_next_payment_asks_only_for_the_rest_and_the_later_ones_for_what_they_did()
    {
        var (desk, account, invoice) = await SceneAsync();
        var plan = await ByCardAsync(desk, account, 100_00, invoice);

        var done = await ApplyAsync(desk, account, await desk.GoodwillAsync(account, 30_00));

        Assert.Equal(0, Minor(done["credit"]!["left"]));
        Assert.Equal([(20_00, 30_00), (50_00, 0)], AskedOf(done["plan"]!));
        Assert.Equal(70_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        await fixture.App.DrainAsync();
        Assert.Equal([20_00, 50_00], (await desk.ListAsync("accounts/upcoming-payments")).Select(item => Minor(item["amount"])));
        await fixture.StrikeAfterAsync(1);
        await fixture.StrikeAfterAsync(7);
        Assert.Equal(["paid", "paid"], await desk.StatesAsync(account, plan));
        Assert.Equal([20_00, 50_00], (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => Minor(payment["amount"])));
        Assert.Equal(("paid", 0), (Text((await desk.InvoiceOfAsync(account, invoice))["state"]), await desk.BalanceAsync(account)));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Where_nothing_is_left_the_instalment_is_done_and_the_rest_of_the_credit_waits()
    {
        var (desk, account, invoice) = await SceneAsync();
        var plan = await ByCardAsync(desk, account, 100_00, invoice);

        var done = await ApplyAsync(desk, account, await desk.GoodwillAsync(account, 60_00));

        Assert.Equal(10_00, Minor(done["credit"]!["left"]));
        Assert.Equal(["not_needed", "scheduled"], await desk.StatesAsync(account, plan));
        await fixture.StrikeAfterAsync(8);
        Assert.Equal(50_00, Minor(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["amount"]));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-05")]
    public async Task An_instalment_that_failed_asks_again_only_for_what_the_credit_left()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 200_00);
        var wish = new JsonObject { ["firstOn"] = Tomorrow, ["paymentMethod"] = await fixture.BadCardAsync(desk, account) };
        await desk.PlanAsync(account, 100_00, wish, invoice);
        await ApplyAsync(desk, account, await desk.GoodwillAsync(account, 30_00));
        await fixture.StrikeAfterAsync(1);

        var entry = Assert.Single(await desk.ActionsAsync($"account={account}"));
        var retry = await desk.RetryAsync(
            account, Text(entry["id"]), new JsonObject { ["paymentMethod"] = await desk.SaveCardAsync(account) });

        Assert.Equal(20_00, Minor(entry["amount"]));
        retry.Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        Assert.Equal([20_00, 20_00], (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => Minor(payment["amount"])));
        Assert.Equal(150_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-14")]
    public async Task The_other_payers_parts_do_not_move()
    {
        var (desk, account, invoice) = await SceneAsync();
        var payers = new JsonArray(
            new JsonObject { ["amount"] = Desk.Money(60_00), ["paymentMethod"] = await desk.SaveCardAsync(account) },
            new JsonObject { ["name"] = "Paul", ["amount"] = Desk.Money(40_00), ["paymentMethod"] = await desk.SaveCardAsync(account) });
        var plan = await desk.PlanAsync(account, 100_00, new JsonObject { ["payers"] = payers, ["firstOn"] = Tomorrow }, invoice);

        var done = await ApplyAsync(desk, account, await desk.GoodwillAsync(account, 15_00), Text(plan["id"]), "2");

        Assert.Equal([(30_00, 0), (5_00, 15_00), (30_00, 0), (20_00, 0)], AskedOf(done["plan"]!));
        Assert.Equal([60_00, 40_00], done["plan"]!["payers"]!.AsArray().Select(payer => Minor(payer!["share"])));
        await fixture.StrikeAfterAsync(1);
        await fixture.StrikeAfterAsync(7);
        Assert.Equal(
            [5_00, 20_00, 30_00, 30_00],
            (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => Minor(payment["amount"])).Order());
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task What_another_part_is_going_to_pay_is_not_covered()
    {
        var (desk, account, invoice) = await SceneAsync();
        var plan = await ByCardAsync(desk, account, 100_00, invoice);
        await desk.PayAsync(account, 40_00, invoice);

        // 60.00 is left: the first part asks for 50.00, so 10.00 is left to the second one.
        var done = await ApplyAsync(desk, account, await desk.GoodwillAsync(account, 30_00), Text(plan["id"]), "2");

        Assert.Equal([(50_00, 0), (40_00, 10_00)], AskedOf(done["plan"]!));
        await fixture.StrikeAfterAsync(1);
        await fixture.StrikeAfterAsync(7);
        Assert.Equal(["paid", "not_needed"], await desk.StatesAsync(account, plan));
        Assert.Equal(-20_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [InlineData(30_00)]
    [InlineData(60_00)]
    [Trait("Rule", "BIL-18")]
    public async Task Taken_off_before_its_day_the_instalment_asks_for_all_of_it_again(int minor)
    {
        var (desk, account, invoice) = await SceneAsync();
        var plan = await ByCardAsync(desk, account, 50_00, invoice, parts: 1);
        var credit = await desk.GoodwillAsync(account, minor);
        await ApplyAsync(desk, account, credit);

        (await desk.DeleteAsync($"accounts/{account}/credits/{credit}/allocations")).Expect(HttpStatusCode.OK);

        Assert.Equal([(50_00, 0)], AskedOf(await desk.PlanOfAsync(account, plan)));
        Assert.Equal(minor, Minor((await desk.CreditAsync(account, credit))["left"]));
        Assert.Equal(100_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        await fixture.StrikeAfterAsync(1);
        Assert.Equal(50_00, Minor(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["amount"]));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-18")]
    public async Task Taken_off_after_its_day_nobody_is_charged_and_the_invoice_owes_it()
    {
        var (desk, account, invoice) = await SceneAsync();
        var plan = await ByCardAsync(desk, account, 100_00, invoice);
        var credit = await desk.GoodwillAsync(account, 60_00);
        await ApplyAsync(desk, account, credit);
        await fixture.StrikeAfterAsync(2);

        (await desk.DeleteAsync($"accounts/{account}/credits/{credit}/allocations")).Expect(HttpStatusCode.OK);
        await fixture.StrikeAfterAsync(1);

        Assert.Equal(["not_needed", "scheduled"], await desk.StatesAsync(account, plan));
        Assert.Empty(await desk.ListAsync($"accounts/{account}/payments"));
        Assert.Equal(100_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        Assert.Equal(40_00, await desk.BalanceAsync(account));
        // The plan holds the other half; what nobody asks for now can be planned again.
        await ByCardAsync(desk, account, 50_00, invoice, parts: 1);
        (await desk.AskPlanAsync(account, 1, new JsonObject { ["method"] = "cheque", ["parts"] = 1 }, invoice))
            .Refuses(HttpStatusCode.Conflict, "plan_beyond_invoices");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-06")]
    public async Task A_line_that_is_cancelled_gives_the_credit_back_and_what_is_left_is_asked_once()
    {
        var (desk, account, invoice) = await SceneAsync();
        await ByCardAsync(desk, account, 100_00, invoice);
        var credit = await desk.GoodwillAsync(account, 30_00);
        await ApplyAsync(desk, account, credit);

        await desk.CancelInvoiceAsync(account, invoice, "credit");
        await fixture.StrikeAfterAsync(1);
        await fixture.StrikeAfterAsync(7);

        Assert.Equal(30_00, Minor((await desk.CreditAsync(account, credit))["left"]));
        Assert.Empty(await desk.ListAsync($"accounts/{account}/payments"));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_cheque_that_a_credit_made_smaller_is_confirmed_at_what_is_left_of_it_also_after_it_was_moved()
    {
        var (desk, account, invoice) = await SceneAsync();
        var wish = new JsonObject { ["method"] = "cheque", ["dates"] = PlanScenes.Dates(fixture.Day()) };
        var plan = await desk.PlanAsync(account, 50_00, wish, invoice);
        await ApplyAsync(desk, account, await desk.GoodwillAsync(account, 20_00));
        var path = $"accounts/{account}/plans/{Text(plan["id"])}/instalments/1";
        var tomorrow = new JsonObject { ["dueOn"] = Tomorrow };

        Assert.Equal([(30_00, 20_00)], AskedOf((await desk.PostAsync($"{path}/move", tomorrow)).Expect(HttpStatusCode.OK)));
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        var payment = (await desk.PostAsync($"{path}/confirmation", new JsonObject())).Expect(HttpStatusCode.Created);

        Assert.Equal(30_00, Minor(payment["amount"]));
        Assert.Equal(50_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_cannot_be_applied_is_refused_and_says_why()
    {
        var (desk, account, invoice) = await SceneAsync();
        var credit = await desk.GoodwillAsync(account, 30_00);
        (await AskAsync(desk, account, credit)).Refuses(HttpStatusCode.Conflict, "nothing_scheduled");
        (await AskAsync(desk, account, credit, "pln_nobodys")).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_instalment");
        (await AskAsync(desk, account, "crd_nobodys")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await AskAsync(desk, account, credit, instalment: "1")).Refuses(HttpStatusCode.BadRequest, "invalid_request");

        var ahead = Text((await desk.PlanAsync(account, 10_00, new JsonObject { ["method"] = "cheque" }))["id"]);
        (await AskAsync(desk, account, credit, ahead)).Refuses(HttpStatusCode.Conflict, "plan_without_invoices");
        (await AskAsync(desk, account, credit, ahead, "3")).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_instalment");

        var plan = Text((await ByCardAsync(desk, account, 100_00, invoice))["id"]);
        await desk.PayAsync(account, 100_00, invoice);
        (await AskAsync(desk, account, credit, plan)).Refuses(HttpStatusCode.Conflict, "instalment_asks_nothing");
        var reason = new JsonObject { ["reason"] = "Paid" };
        (await desk.PostAsync($"accounts/{account}/plans/{plan}/cancellation", reason)).Expect(HttpStatusCode.OK);
        (await AskAsync(desk, account, credit, plan, "1")).Refuses(HttpStatusCode.Conflict, "instalment_not_open");
        (await desk.PostAsync($"accounts/{account}/credits/{credit}/void", reason)).Expect(HttpStatusCode.OK);
        (await AskAsync(desk, account, credit, ahead)).Refuses(HttpStatusCode.Conflict, "credit_too_small");
    }

    private string Tomorrow => $"{fixture.Day(1):yyyy-MM-dd}";

    /// <summary>What each instalment asks for, and what a credit pays in its place.</summary>
    private static IEnumerable<(long Asks, long ByCredit)> AskedOf(JsonNode plan) => plan["instalments"]!.AsArray().Select(part => (
        Minor(part!["amount"]) - Minor(part["notNeeded"]), part["byCredit"] is { } credit ? Minor(credit) : 0));

    private async Task<JsonNode> ByCardAsync(Desk desk, string account, long minor, string invoice, int parts = 2) => await desk.PlanAsync(
        account,
        minor,
        new JsonObject { ["firstOn"] = Tomorrow, ["parts"] = parts, ["paymentMethod"] = await desk.SaveCardAsync(account) },
        invoice);

    private static async Task<JsonNode> ApplyAsync(
        Desk desk, string account, string credit, string? plan = null, string? instalment = null) =>
        (await AskAsync(desk, account, credit, plan, instalment)).Expect(HttpStatusCode.OK);

    private static Task<TestAnswer> AskAsync(Desk desk, string account, string credit, string? plan = null, string? instalment = null) =>
        desk.PostAsync(
            $"accounts/{account}/credits/{credit}/application", new JsonObject { ["plan"] = plan, ["instalment"] = instalment });

    private async Task<(Desk Desk, string Account, string Invoice)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        return (desk, account, await desk.InvoiceAsync(account, 100_00));
    }
}
