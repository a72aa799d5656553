using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-10")]
public sealed class DisputesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Created = "charge.dispute.created";
    private const string Closed = "charge.dispute.closed";

    [Fact]
    public async Task What_a_bank_disputes_is_held_and_goes_on_paying_what_it_pays_but_is_not_refunded()
    {
        var scene = await PaidAsync();
        var told = Open(scene);
        await TellAsync(told, Created);

        var payment = await scene.PaymentAsync();
        Assert.Equal(("succeeded", 100_00, 0), (Text(payment["state"]), Minor(payment["held"]), Minor(payment["refundable"])));
        var dispute = Assert.Single(payment["online"]!["disputes"]!.AsArray())!;
        Assert.Equal(("open", "fraudulent", 100_00), (Text(dispute["state"]), Text(dispute["reason"]), Minor(dispute["amount"])));
        Assert.Equal(fixture.Clock.GetUtcNow().AddDays(9).Date, dispute["evidenceDueBy"]!.GetValue<DateTimeOffset>().Date);
        Assert.Equal("paid", Text((await scene.Desk.InvoiceOfAsync(scene.Account, scene.Invoice))["state"]));
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
        Assert.Equal(["disputes:card 10000", "receipts:card -10000"], await scene.PostingsAsync("DisputeOpened"));
        var refund = await scene.Desk.RefundOfAsync(scene.Account, 50_00);
        (await scene.Desk.PostAsync($"accounts/{scene.Account}/refunds", refund)).Refuses(HttpStatusCode.Conflict, "beyond_what_is_held");
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_dispute_that_is_won_gives_the_money_back_and_it_can_be_refunded_again()
    {
        var scene = await PaidAsync();
        var told = Open(scene);
        await TellAsync(told, Created);
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(told, won: true));

        await TellAsync(told, Closed);

        var payment = await scene.PaymentAsync();
        Assert.Equal(("succeeded", 0, 100_00), (Text(payment["state"]), Minor(payment["held"]), Minor(payment["refundable"])));
        Assert.Equal("won", Text(Assert.Single(payment["online"]!["disputes"]!.AsArray())!["state"]));
        Assert.Equal(["disputes:card -10000", "receipts:card 10000"], await scene.PostingsAsync("DisputeWon"));
        Assert.Equal(0, await scene.Desk.BalanceAsync(scene.Account));
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-15")]
    public async Task A_dispute_that_is_lost_takes_what_was_held_and_what_it_paid_is_open_again()
    {
        var scene = await PaidAsync();
        var told = Open(scene);
        await TellAsync(told, Created);
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(told, won: false));

        await TellAsync(told, Closed);

        var payment = await scene.PaymentAsync();
        Assert.Equal(("returned", 0), (Text(payment["state"]), Minor(payment["held"])));
        Assert.Equal("lost", Text(Assert.Single(payment["online"]!["disputes"]!.AsArray())!["state"]));
        Assert.Equal("open", Text((await scene.Desk.InvoiceOfAsync(scene.Account, scene.Invoice))["state"]));
        Assert.Equal(["disputes:card -10000", "receivable 10000"], await scene.PostingsAsync("PaymentReturned"));
        Assert.Equal(100_00, await scene.Desk.BalanceAsync(scene.Account));
        await scene.Desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "PAY-03")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_that_come_twice_late_and_in_any_order_leave_what_the_provider_has(bool won)
    {
        var scene = await PaidAsync();
        var id = Open(scene);
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(id, won));
        var events = fixture.Provider.EventsOf(id);
        Assert.Equal(won ? 4 : 3, events.Count);

        foreach (var told in events.Reverse().Concat(events))
            await fixture.TellAsync(told);

        var payment = await scene.PaymentAsync();
        Assert.Equal(won ? "won" : "lost", Text(Assert.Single(payment["online"]!["disputes"]!.AsArray())!["state"]));
        Assert.Equal(won ? 0 : 100_00, await scene.Desk.BalanceAsync(scene.Account));
        Assert.Equal(0, Minor(payment["held"]));
        Assert.Empty((await scene.Desk.GetAsync("payments/unmatched-events")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-08")]
    public async Task Administrators_are_told_of_each_step_once_and_a_kind_that_nobody_chose_is_not_mailed()
    {
        var scene = await PaidAsync();
        var address = $"{scene.Desk.Organisation}@desk.example.org";
        (await scene.Desk.SettingsAsync(new JsonObject
        {
            ["notificationAddresses"] = new JsonArray(new JsonObject
            {
                ["email"] = address,
                ["language"] = "fr",
                ["kinds"] = new JsonArray("dispute_opened", "dispute_lost"),
            }),
        })).Expect(HttpStatusCode.OK);
        var lost = Open(scene);
        for (var i = 0; i < 2; i++)
        {
            await TellAsync(lost, Created);
            await TellAsync(lost, "charge.dispute.funds_withdrawn");
        }
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(lost, won: false));
        await TellAsync(lost, Closed);
        var other = await PaidAsync(scene.Desk);
        var won = Open(other);
        await TellAsync(won, Created);
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(won, won: true));
        await TellAsync(won, Closed);

        Assert.Equal(
            ["Contestation perdue : 100.00 CAD", "Paiement contesté : 100.00 CAD", "Paiement contesté : 100.00 CAD"],
            Mailbox.To(fixture.MailFolder, address).Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        var opened = Mailbox.To(fixture.MailFolder, address).First(mail => mail.Subject.StartsWith("Paiement", StringComparison.Ordinal));
        Assert.Contains($"d'ici le {fixture.Clock.GetUtcNow().AddDays(9):yyyy-MM-dd}", opened.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_debit_that_its_bank_returned_is_told_as_a_returned_payment_and_not_as_a_dispute()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00, await fixture.Provider.CanadianAccountAsync());
        var intent = fixture.Provider.IntentOf(payment);
        Assert.NotNull(fixture.Provider.OnDemand.SucceedPayment(intent));
        await fixture.TellAllAsync(intent);
        await AdministratorAsync(desk);
        var scene = new Scene(desk, account, payment, "");
        var told = Open(scene);
        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(told, won: false));

        await TellAsync(told, Created);
        await TellAsync(told, Closed);

        Assert.Equal(
            ["payment_returned"],
            (await desk.ListAsync("notifications?recipient=clerk")).Select(notice => Text(notice["kind"])));
    }

    [Fact]
    [Trait("Rule", "BIL-27")]
    [Trait("Rule", "BIL-28")]
    public async Task Held_money_is_neither_out_nor_in_in_reports_and_statements_until_it_is_lost()
    {
        var scene = await PaidAsync();
        var told = Open(scene);
        await TellAsync(told, Created);
        Assert.Equal(("", 100_00, 0, 100_00), ReportScenes.Line((await scene.Desk.ReportAsync("receipts"))["total"]));
        var tie = await scene.Desk.ReportAsync("tie");
        Assert.True(tie["holds"]!.GetValue<bool>(), tie.ToJsonString());
        var before = (await scene.Desk.ListAsync($"accounts/{scene.Account}/operations")).Length;

        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(told, won: false));
        await TellAsync(told, Closed);

        Assert.Equal(("", 100_00, 100_00, 0), ReportScenes.Line((await scene.Desk.ReportAsync("receipts"))["total"]));
        tie = await scene.Desk.ReportAsync("tie");
        Assert.True(tie["holds"]!.GetValue<bool>(), tie.ToJsonString());
        var operations = await scene.Desk.ListAsync($"accounts/{scene.Account}/operations");
        Assert.Equal(before + 1, operations.Length);
        Assert.Contains(operations, operation => Text(operation["action"]) == "PaymentReturned" && Minor(operation["received"]) == -100_00);
    }

    [Fact]
    [Trait("Rule", "BIL-30")]
    public async Task The_explanation_of_the_balance_says_what_is_disputed()
    {
        var scene = await PaidAsync();
        var told = Open(scene);
        await TellAsync(told, Created);

        var reasons = (await scene.Desk.GetAsync($"accounts/{scene.Account}/balance/explanation")).Expect(HttpStatusCode.OK)["reasons"]!.AsArray();

        Assert.Equal(100_00, Minor(Assert.Single(reasons, reason => Text(reason!["code"]) == "disputed")!["amount"]));
    }

    private async Task<Scene> PaidAsync(Desk? at = null)
    {
        var desk = at ?? await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var payment = await desk.PaidByCardAsync(account, 100_00, invoices: invoice);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        return new Scene(desk, account, payment, invoice);
    }

    private static async Task AdministratorAsync(Desk desk) =>
        (await desk.PutAsync("organisations/current/administrators/clerk", new JsonObject
        {
            ["name"] = "Clerk",
            ["email"] = "clerk@example.org",
            ["language"] = "en",
            ["permissions"] = new JsonArray("payments.failed"),
            ["emails"] = new JsonArray(),
        })).Expect(HttpStatusCode.OK);

    private string Open(Scene scene)
    {
        var intent = fixture.Provider.Objects.All("payment_intent").Single(known => known.Id() == fixture.Provider.IntentOf(scene.Payment));
        return fixture.Provider.OnDemand.DisputeCharge(intent.Text("latest_charge")!)!.Id();
    }

    private Task TellAsync(string dispute, string type) => fixture.TellAsync(fixture.Provider.LastEventOf(dispute, type));

    private sealed record Scene(Desk Desk, string Account, string Payment, string Invoice)
    {
        public Task<JsonNode> PaymentAsync() => Desk.PaymentAsync(Account, Payment);

        /// <summary>Of the one entry that says this, by ledger account.</summary>
        public async Task<string[]> PostingsAsync(string action)
        {
            var entry = Assert.Single(await Desk.JournalAsync(Account), entry => Text(entry!["action"]) == action)!;
            return [.. entry["postings"]!.AsArray().Select(posting => $"{Text(posting!["ledger"])} {Minor(posting["amount"])}").Order(StringComparer.Ordinal)];
        }
    }
}
