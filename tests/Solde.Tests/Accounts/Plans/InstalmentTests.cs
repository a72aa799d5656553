using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.PlanScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-13")]
public sealed class InstalmentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_post_dated_cheque_is_confirmed_on_its_day_and_not_before()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 20_00);
        var plan = await desk.PlanAsync(account, 20_00, new JsonObject { ["dates"] = Dates(fixture.Day(1), fixture.Day(9)), ["method"] = "cheque" }, invoice);

        (await ConfirmAsync(desk, account, plan)).Refuses(HttpStatusCode.Conflict, "instalment_not_due");
        await fixture.StrikeAfterAsync(1);
        Assert.Empty(await desk.ListAsync($"accounts/{account}/payments"));
        var payment = (await ConfirmAsync(desk, account, plan)).Expect(HttpStatusCode.Created);

        Assert.Equal(("recorded", "cheque", 10_00), (Text(payment["state"]), Text(payment["method"]), Minor(payment["amount"])));
        Assert.Equal(["paid", "scheduled"], await desk.StatesAsync(account, plan));
        Assert.Equal(10_00, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        (await ConfirmAsync(desk, account, plan)).Refuses(HttpStatusCode.Conflict, "instalment_not_open");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task A_cheque_that_bounces_is_cancelled_and_still_to_come()
    {
        var (desk, account) = await SceneAsync();
        var plan = await desk.PlanAsync(account, 20_00, new JsonObject { ["method"] = "cheque" });
        var payment = Text((await ConfirmAsync(desk, account, plan)).Expect(HttpStatusCode.Created)["id"]);
        await desk.PayAsync(account, 1_00);

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Bounced" })).Expect(HttpStatusCode.OK);

        Assert.Equal(["scheduled", "scheduled"], await desk.StatesAsync(account, plan));
        await desk.BooksBalanceAsync();
        (await ConfirmAsync(desk, account, plan)).Expect(HttpStatusCode.Created);
        Assert.Equal(-11_00, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task An_instalment_moved_to_another_day_and_card_is_charged_there_and_then()
    {
        var (desk, account) = await SceneAsync();
        var plan = await desk.PlanAsync(account, 20_00, new JsonObject { ["dates"] = Dates(fixture.Day(1)), ["method"] = "cheque" });
        var card = await desk.SaveCardAsync(account);

        var wish = new JsonObject { ["dueOn"] = $"{fixture.Day(3):yyyy-MM-dd}", ["paymentMethod"] = card, ["reason"] = "Payday" };
        (await MoveAsync(desk, account, plan, wish)).Expect(HttpStatusCode.OK);
        await fixture.StrikeAfterAsync(2);
        Assert.Equal(["scheduled"], await desk.StatesAsync(account, plan));
        await fixture.StrikeAfterAsync(1);

        Assert.Equal(["paid"], await desk.StatesAsync(account, plan));
        (await MoveAsync(desk, account, plan, new JsonObject { ["method"] = "cash" })).Refuses(HttpStatusCode.Conflict, "instalment_not_open");
        (await MoveAsync(desk, account, plan, new JsonObject())).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(await desk.JournalAsync(account), entry => Text(entry!["action"]) == "InstalmentMoved" && Text(entry["reason"]) == "Payday");
    }

    [Fact]
    public async Task A_failed_instalment_moved_to_a_card_that_pays_is_asked_for_again()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 20_00);
        var empty = await desk.SaveCardAsync(account);
        Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), "chargeDeclined"));
        var plan = await desk.PlanAsync(account, 20_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = empty }, invoice);
        await fixture.StrikeAfterAsync(0);
        Assert.Equal(["failed"], await desk.StatesAsync(account, plan));

        (await MoveAsync(desk, account, plan, new JsonObject { ["paymentMethod"] = await desk.SaveCardAsync(account, "pm_card_mastercard") })).Expect(HttpStatusCode.OK);
        await fixture.StrikeAfterAsync(0);

        Assert.Equal(["paid"], await desk.StatesAsync(account, plan));
        Assert.Equal(["failed", "succeeded"], (await desk.ListAsync($"accounts/{account}/payments")).Select(payment => Text(payment["state"])));
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_cancelled_plan_asks_for_nothing_more_and_what_is_charged_stays()
    {
        var (desk, account) = await SceneAsync();
        var wish = new JsonObject { ["dates"] = Dates(fixture.Day(), fixture.Day(1)), ["paymentMethod"] = await desk.SaveCardAsync(account) };
        var plan = await desk.PlanAsync(account, 20_00, wish);
        await fixture.StrikeAfterAsync(0);
        var path = $"accounts/{account}/plans/{Text(plan["id"])}/cancellation";

        (await desk.PostAsync(path, new JsonObject())).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        var cancelled = (await desk.PostAsync(path, new JsonObject { ["reason"] = "Moved away" })).Expect(HttpStatusCode.OK);
        await fixture.StrikeAfterAsync(2);

        Assert.Equal(("cancelled", "Moved away"), (Text(cancelled["state"]), Text(cancelled["cancelledBecause"])));
        Assert.Equal(["paid", "cancelled"], await desk.StatesAsync(account, plan));
        Assert.Equal(-10_00, await desk.BalanceAsync(account));
        (await MoveAsync(desk, account, plan, new JsonObject { ["method"] = "cash" }, "2")).Refuses(HttpStatusCode.Conflict, "instalment_not_open");
        Assert.Empty(await desk.ListAsync($"accounts/upcoming-payments?account={account}"));
    }

    [Fact]
    public async Task What_a_card_is_charged_for_is_not_confirmed_by_hand()
    {
        var (desk, account) = await SceneAsync();
        var plan = await desk.PlanAsync(account, 20_00, new JsonObject { ["paymentMethod"] = await desk.SaveCardAsync(account) });

        (await ConfirmAsync(desk, account, plan)).Refuses(HttpStatusCode.Conflict, "instalment_not_offline");
        (await ConfirmAsync(desk, account, plan, "9")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private static Task<TestAnswer> ConfirmAsync(Desk desk, string account, JsonNode plan, string instalment = "1") =>
        desk.PostAsync($"accounts/{account}/plans/{Text(plan["id"])}/instalments/{instalment}/confirmation", new JsonObject());

    private static Task<TestAnswer> MoveAsync(Desk desk, string account, JsonNode plan, JsonObject to, string instalment = "1") =>
        desk.PostAsync($"accounts/{account}/plans/{Text(plan["id"])}/instalments/{instalment}/move", to);

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
