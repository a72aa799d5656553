using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-18")]
public sealed class AllocatePaymentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task An_allocation_by_hand_takes_the_chosen_line_and_no_more_than_either_side_has()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = (await desk.PayAsync(account, 100))["id"]!.GetValue<string>();
        var invoice = await desk.InvoiceAsync(account, 80);
        var other = await desk.InvoiceAsync(account, 80);

        (await AllocateAsync(desk, account, payment, (invoice, 81))).Refuses(HttpStatusCode.Conflict, "nothing_left");
        (await AllocateAsync(desk, account, payment, (invoice, 80), (other, 21))).Refuses(HttpStatusCode.Conflict, "nothing_left");
        Assert.Equal("open", await StateAsync(desk, account, invoice));
        (await AllocateAsync(desk, account, payment, (other, 30), (other, 20))).Expect(HttpStatusCode.OK);

        Assert.Equal(("open", "partly_paid"), (await StateAsync(desk, account, invoice), await StateAsync(desk, account, other)));
        Assert.Equal(50, (await desk.PaymentAsync(account, payment))["unapplied"]!["minor"]!.GetValue<long>());
        (await AllocateAsync(desk, account, payment, ("inv_of_nobody", 1))).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_invoice");
    }

    [Fact]
    public async Task More_items_than_fit_in_one_step_are_refused_and_fewer_are_done()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = (await desk.PayAsync(account, 4_500))["id"]!.GetValue<string>();
        var items = new List<(string, long)>();
        for (var i = 0; i < 45; i++)
            items.Add((await desk.InvoiceAsync(account, 100), 100));

        (await AllocateAsync(desk, account, payment, [.. items])).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await AllocateAsync(desk, account, payment, [.. items.Take(44)])).Expect(HttpStatusCode.OK);

        Assert.Equal(100, (await desk.PaymentAsync(account, payment))["unapplied"]!["minor"]!.GetValue<long>());
    }

    [Fact]
    public async Task An_allocation_can_be_removed_from_a_settled_invoice_and_made_elsewhere()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var settled = await desk.InvoiceAsync(account, 100);
        var alsoSettled = await desk.InvoiceAsync(account, 100);
        var payment = (await desk.PayAsync(account, 200))["id"]!.GetValue<string>();
        var wanted = await desk.InvoiceAsync(account, 100);

        var one = (await desk.DeleteAsync($"accounts/{account}/payments/{payment}/allocations?invoice={settled}")).Expect(HttpStatusCode.OK);

        Assert.Equal(100, one["unapplied"]!["minor"]!.GetValue<long>());
        Assert.Equal(("open", "paid"), (await StateAsync(desk, account, settled), await StateAsync(desk, account, alsoSettled)));
        (await AllocateAsync(desk, account, payment, (wanted, 100))).Expect(HttpStatusCode.OK);
        Assert.Equal("paid", await StateAsync(desk, account, wanted));
        var all = (await desk.DeleteAsync($"accounts/{account}/payments/{payment}/allocations")).Expect(HttpStatusCode.OK);
        Assert.Equal((200, "recorded"), (all["unapplied"]!["minor"]!.GetValue<long>(), all["state"]!.GetValue<string>()));
        Assert.Equal(100, await desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    private static Task<TestAnswer> AllocateAsync(Desk desk, string account, string payment, params (string Invoice, long Minor)[] items) =>
        desk.PostAsync($"accounts/{account}/payments/{payment}/allocations", new JsonObject
        {
            ["items"] = new JsonArray([.. items.Select(item => new JsonObject { ["invoice"] = item.Invoice, ["line"] = "1", ["amount"] = Desk.Money(item.Minor) })]),
        });

    private static async Task<string> StateAsync(Desk desk, string account, string invoice) => (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>();
}
