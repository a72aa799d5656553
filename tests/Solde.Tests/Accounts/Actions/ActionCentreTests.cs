using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.PlanScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "PAY-05")]
public sealed class ActionCentreTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Failed_instalments_subscription_months_and_refunds_are_listed_with_what_they_mean()
    {
        var (desk, account) = await SceneAsync();
        var refund = await fixture.FailedRefundAsync(desk, account, 30_00);
        await desk.SubscribeAsync(account, 25_00, await fixture.BadCardAsync(desk, account, "chargeDeclinedStolenCard"));
        await fixture.StrikeAfterAsync(0);
        var instalment = await fixture.FailedInstalmentAsync(desk, account, 50_00);

        var actions = await desk.ActionsAsync();

        Assert.Equal(
            [
                ("refund", 30_00, "account", "ask_customer"),
                ("subscription", 25_00, "account", "ask_customer"),
                ("instalment", 50_00, "funds", "retry"),
            ],
            actions.Select(action => (Text(action["kind"]), Minor(action["amount"]), Text(action["failureClass"]), Text(action["advice"]))));
        Assert.Equal((refund, instalment), (Text(actions[0]["id"]), Text(actions[2]["id"])));
        Assert.Equal("The bank has blocked this card; use another one.", Text(actions[1]["failureMeaning"]));
        Assert.Equal("There is not enough money on the account.", Text((await desk.ActionAsync(account, instalment))["failureMeaning"]));
        Assert.Empty(await (await Desk.OpenAsync(fixture.App)).ActionsAsync());
    }

    [Fact]
    public async Task The_list_filters_sorts_and_pages()
    {
        var (desk, account) = await SceneAsync();
        var other = await desk.AccountAsync();
        var first = await fixture.FailedInstalmentAsync(desk, account, 10_00);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await fixture.FailedInstalmentAsync(desk, other, 20_00, "chargeDeclinedLostCard");
        var third = await fixture.FailedInstalmentAsync(desk, account, 30_00);
        await desk.DismissAsync(account, third);
        await fixture.App.DrainAsync();

        async Task<string[]> IdsAsync(string query) => [.. (await desk.ActionsAsync(query)).Select(action => Text(action["id"]))];

        Assert.Equal([first, second], await IdsAsync(""));
        Assert.Equal([second, first], await IdsAsync("order=newest"));
        Assert.Equal([second], await IdsAsync("account=" + other));
        Assert.Equal([second], await IdsAsync("class=account"));
        Assert.Equal([third], await IdsAsync("state=dismissed"));
        Assert.Empty(await IdsAsync("kind=refund"));
        var page = (await desk.GetAsync("payments/actions?limit=1&order=newest")).Expect(HttpStatusCode.OK);
        Assert.Equal([first], await IdsAsync("order=newest&cursor=" + Text(page["next"])));
        (await desk.GetAsync("payments/actions?state=closed")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Only_the_scope_of_failed_payments_opens_the_centre()
    {
        var (desk, account) = await SceneAsync();
        var entry = await fixture.FailedInstalmentAsync(desk, account, 10_00);
        var clerk = desk.With(await desk.ApiKeyAsync("billing.read", "billing.write", "admin"));

        (await clerk.GetAsync("payments/actions")).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await clerk.GetAsync($"payments/actions/{account}/{entry}")).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await clerk.RetryAsync(account, entry)).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await clerk.DismissAsync(account, entry)).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        Assert.Single(await desk.With(await desk.ApiKeyAsync("payments.failed")).ActionsAsync());
    }

    [Fact]
    public async Task Cash_closes_an_entry_and_its_cancellation_opens_it_again()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        var entry = await fixture.FailedInstalmentAsync(desk, account, 50_00, ActionScenes.NoMoney, invoice);

        await desk.PayAsync(account, 20_00);
        Assert.Equal(30_00, Minor((await desk.ActionAsync(account, entry))["amount"]));
        var payment = Text((await desk.PayAsync(account, 30_00))["id"]);
        await fixture.App.DrainAsync();
        Assert.Equal("closed", await desk.StateAsync(account, entry));
        Assert.Empty(await desk.ActionsAsync());
        (await desk.RetryAsync(account, entry)).Refuses(HttpStatusCode.Conflict, "action_not_open");

        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Bad note" })).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        Assert.Equal(30_00, Minor(Assert.Single(await desk.ActionsAsync())["amount"]));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_credit_and_a_cancelled_invoice_close_an_entry_too()
    {
        var (desk, account) = await SceneAsync();
        var credited = await desk.InvoiceAsync(account, 50_00);
        var cancelled = await desk.InvoiceAsync(account, 40_00);
        var first = await fixture.FailedInstalmentAsync(desk, account, 50_00, ActionScenes.NoMoney, credited);
        var second = await fixture.FailedInstalmentAsync(desk, account, 40_00, ActionScenes.NoMoney, cancelled);

        var credit = Text((await desk.PostAsync($"accounts/{account}/credits", new JsonObject { ["amount"] = Desk.Money(50_00), ["reason"] = "Sorry" }))
            .Expect(HttpStatusCode.Created)["id"]);
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
        await desk.CancelInvoiceAsync(account, cancelled, "credit");
        await fixture.App.DrainAsync();

        Assert.Equal(("closed", "closed"), (await desk.StateAsync(account, first), await desk.StateAsync(account, second)));
        Assert.Empty(await desk.ActionsAsync());
        // An allocation undone is the debt back.
        (await desk.DeleteAsync($"accounts/{account}/credits/{credit}/allocations")).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        Assert.Equal(first, Text(Assert.Single(await desk.ActionsAsync())["id"]));
    }

    [Fact]
    public async Task What_is_still_planned_is_no_debt_of_the_part_that_failed()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var wish = new JsonObject { ["dates"] = Dates(fixture.Day(), fixture.Day(20)), ["paymentMethod"] = await fixture.BadCardAsync(desk, account) };
        var plan = Text((await desk.PlanAsync(account, 100_00, wish, invoice))["id"]);
        await fixture.StrikeAfterAsync(0);
        Assert.Equal("open", await desk.StateAsync(account, plan + "-1"));

        await desk.PayAsync(account, 50_00);

        Assert.Equal("closed", await desk.StateAsync(account, plan + "-1"));
    }

    [Fact]
    public async Task A_retry_by_another_card_pays_and_the_second_clerk_is_told_that_he_is_late()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        var entry = await fixture.FailedInstalmentAsync(desk, account, 50_00, ActionScenes.NoMoney, invoice);
        var by = new JsonObject { ["paymentMethod"] = await desk.SaveCardAsync(account, "pm_card_mastercard") };

        var retried = (await desk.RetryAsync(account, entry, by)).Expect(HttpStatusCode.Accepted);
        var late = await desk.RetryAsync(account, entry);
        await fixture.App.DrainAsync();

        late.Refuses(HttpStatusCode.Conflict, "action_not_open");
        (await desk.DismissAsync(account, entry)).Refuses(HttpStatusCode.Conflict, "action_not_open");
        Assert.Equal("succeeded", Text((await desk.PaymentAsync(account, Text(retried["payment"])))["state"]));
        Assert.Equal("closed", await desk.StateAsync(account, entry));
        Assert.Empty(await desk.ActionsAsync());
        Assert.Equal(0, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task Of_clerks_at_the_same_instant_one_wins_and_nobody_is_charged_twice()
    {
        var (desk, account) = await SceneAsync();
        var entry = await fixture.FailedInstalmentAsync(desk, account, 50_00);
        fixture.Turn("visa");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(clerk =>
            clerk % 3 == 2 ? desk.DismissAsync(account, entry) : desk.RetryAsync(account, entry)));
        await fixture.App.DrainAsync();

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.Accepted or HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status is not (HttpStatusCode.Accepted or HttpStatusCode.OK)),
            answer => answer.Refuses(HttpStatusCode.Conflict, "action_not_open"));
        Assert.InRange((await desk.ListAsync($"accounts/{account}/payments")).Length, 1, 2);
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task A_retry_repeated_under_its_key_gets_its_first_answer_and_asks_once()
    {
        var (desk, account) = await SceneAsync();
        var entry = await fixture.FailedInstalmentAsync(desk, account, 50_00);
        var path = $"payments/actions/{account}/{entry}/retry";

        var first = (await desk.PostAsync(path, new JsonObject(), "retry-1")).Expect(HttpStatusCode.Accepted);
        var again = (await desk.PostAsync(path, new JsonObject(), "retry-1")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(Text(first["payment"]), Text(again["payment"]));
        Assert.Equal(2, (await desk.ListAsync($"accounts/{account}/payments")).Length);
        (await desk.PostAsync(path, new JsonObject { ["method"] = "cheque" })).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.PostAsync(path, new JsonObject { ["paymentMethod"] = "pm_none" })).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_saved_method");
    }

    [Fact]
    public async Task A_dismissed_entry_keeps_reason_and_clerk_and_opens_when_it_fails_anew()
    {
        var (desk, account) = await SceneAsync();
        var entry = await fixture.FailedInstalmentAsync(desk, account, 50_00);

        (await desk.DismissAsync(account, entry, " ")).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        var dismissed = (await desk.DismissAsync(account, entry)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        Assert.Equal(("dismissed", "Pays in cash on Friday"), (Text(dismissed["state"]), Text(dismissed["dismissed"]!["reason"])));
        Assert.StartsWith("api-key", Text(dismissed["dismissed"]!["by"]), StringComparison.Ordinal);
        Assert.Empty(await desk.ActionsAsync());
        Assert.Single(await desk.ActionsAsync("state=dismissed"));
        Assert.Contains(await desk.JournalAsync(account), change => Text(change!["action"]) == "FailureDismissed");

        var move = new JsonObject { ["dueOn"] = $"{fixture.Day(1):yyyy-MM-dd}" };
        (await desk.PostAsync($"accounts/{account}/plans/{entry[..^2]}/instalments/1/move", move)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        Assert.Empty(await desk.ActionsAsync("state=dismissed"));
        await fixture.StrikeAfterAsync(1);

        Assert.Equal(entry, Text(Assert.Single(await desk.ActionsAsync())["id"]));
    }

    [Fact]
    public async Task A_failed_refund_goes_back_again_its_own_way_and_is_open_again_where_that_fails_too()
    {
        var (desk, account) = await SceneAsync();
        var entry = await fixture.FailedRefundAsync(desk, account, 30_00);

        var refund = Text((await desk.RetryAsync(account, entry)).Expect(HttpStatusCode.Accepted)["refund"]);
        Assert.Equal("closed", await desk.StateAsync(account, entry));
        (await desk.RetryAsync(account, entry)).Refuses(HttpStatusCode.Conflict, "action_not_open");
        await fixture.App.DrainAsync();
        Assert.Empty(await desk.ActionsAsync());
        Assert.Single(fixture.Provider.RefundsOf(refund));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_failed_refund_goes_by_cheque_and_is_open_again_when_the_cheque_is_cancelled()
    {
        var (desk, account) = await SceneAsync();
        var entry = await fixture.FailedRefundAsync(desk, account, 30_00);

        (await desk.RetryAsync(account, entry, new JsonObject { ["method"] = "bitcoin" })).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_payment_method");
        var refund = Text((await desk.RetryAsync(account, entry, new JsonObject { ["method"] = "cheque" })).Expect(HttpStatusCode.Accepted)["refund"]);
        await fixture.App.DrainAsync();
        Assert.Equal("closed", await desk.StateAsync(account, entry));

        (await desk.PostAsync($"accounts/{account}/refunds/{refund}/cancellation", new JsonObject { ["reason"] = "Never sent" })).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        Assert.Equal(("open", 30_00), (await desk.StateAsync(account, entry), Minor((await desk.ActionAsync(account, entry))["amount"])));
        (await desk.DismissAsync(account, entry)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();
        Assert.Empty(await desk.ActionsAsync());
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_credit_whose_refund_fails_is_an_entry_though_it_was_a_credit_before()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 40_00);
        await desk.PaidByCardAsync(account, 40_00, "pm_card_visa", invoice);
        var credit = Text((await desk.CancelInvoiceAsync(account, invoice, "credit"))["credit"]!["id"]);
        var body = new JsonObject { ["method"] = "card", ["expectedTotal"] = Desk.Money(15_00), ["amount"] = Desk.Money(15_00), ["reason"] = "Moved away" };
        var refund = Text((await desk.PostAsync($"accounts/{account}/credits/{credit}/refund", body)).Expect(HttpStatusCode.Accepted)["id"]);
        await fixture.App.DrainAsync();

        await fixture.FailRefundAsync(refund);

        // Booked as gone before the bank sent it back: a credit note of its own.
        var action = Assert.Single(await desk.ActionsAsync());
        Assert.Equal(("refund", 15_00, "expired_or_canceled_card"), (Text(action["kind"]), Minor(action["amount"]), Text(action["failureCode"])));
    }

    [Fact]
    public async Task What_never_failed_is_no_entry()
    {
        var (desk, account) = await SceneAsync();
        var plan = Text((await desk.PlanAsync(account, 20_00, new JsonObject { ["method"] = "cheque" }))["id"]);

        foreach (var entry in new[] { plan + "-1", plan, "crd_none", "-", plan + "-9" })
        {
            (await desk.GetAsync($"payments/actions/{account}/{entry}")).Refuses(HttpStatusCode.NotFound, "not_found");
            (await desk.RetryAsync(account, entry)).Refuses(HttpStatusCode.NotFound, "not_found");
            (await desk.DismissAsync(account, entry)).Refuses(HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Messages_that_come_twice_and_in_any_order_leave_the_list_as_the_account_is()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 50_00);
        await fixture.FailedInstalmentAsync(desk, account, 50_00, ActionScenes.NoMoney, invoice);
        await desk.PayAsync(account, 20_00);
        await desk.PayAsync(account, 10_00);

        fixture.App.Queue.AddRange(fixture.App.Queue.ToArray());
        await fixture.App.DrainAsync(waiting => waiting[^1]);

        Assert.Equal(20_00, Minor(Assert.Single(await desk.ActionsAsync())["amount"]));
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
