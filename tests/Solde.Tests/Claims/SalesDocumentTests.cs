using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

public sealed class SalesDocumentTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "CLM-13")]
    [Trait("Rule", "CLM-10")]
    public async Task The_case_of_the_document_invoice_credit_note_cancelled_credit_note_deleted()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, invoice) = await shop.IntegratedAsync();
        Assert.Equal("integrated", await shop.StateAsync(file));

        Assert.Equal("not_integrated", Text((await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK)["state"]));
        Assert.Equal("cancelled", Text((await shop.Desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Equal(0, await shop.Desk.BalanceAsync(account));

        Assert.Equal("cancelled", Text((await shop.CancelAsync(file)).Expect(HttpStatusCode.OK)["state"]));

        Assert.Equal("integrated", Text((await shop.DeleteCreditNoteAsync(file)).Expect(HttpStatusCode.OK)["state"]));
        Assert.Equal("open", Text((await shop.Desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Equal(1_000_00, await shop.Desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        Assert.Equal(1_000_00, await shop.Desk.BalanceAsync(account));
        await shop.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "CLM-10")]
    public async Task What_had_paid_a_credited_invoice_pays_it_again_when_the_credit_note_is_deleted()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, invoice) = await shop.IntegratedAsync(100_00);
        var paid = new JsonObject
        {
            ["method"] = "cash",
            ["amount"] = Desk.Money(30_00, "EUR"),
            ["invoices"] = new JsonArray(invoice),
        };
        (await shop.Desk.PostAsync($"accounts/{account}/payments", paid)).Expect(HttpStatusCode.Created);

        (await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK);
        Assert.Equal(-30_00, await shop.Desk.BalanceAsync(account));
        (await shop.DeleteCreditNoteAsync(file)).Expect(HttpStatusCode.OK);

        Assert.Equal(70_00, await shop.Desk.BalanceAsync(account));
        Assert.Equal("partly_paid", Text((await shop.Desk.InvoiceOfAsync(account, invoice))["state"]));
        await fixture.App.DrainAsync();
        await shop.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "CLM-10")]
    public async Task A_credit_note_whose_credit_is_used_cannot_be_deleted()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, invoice) = await shop.IntegratedAsync(100_00);
        var paid = new JsonObject
        {
            ["method"] = "cash",
            ["amount"] = Desk.Money(30_00, "EUR"),
            ["invoices"] = new JsonArray(invoice),
        };
        (await shop.Desk.PostAsync($"accounts/{account}/payments", paid)).Expect(HttpStatusCode.Created);
        var note = Text((await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK)["salesDocument"]!["creditNote"]);
        (await shop.Desk.PostAsync($"accounts/{account}/credits/{note}/void", Shop.Because())).Expect(HttpStatusCode.OK);

        (await shop.DeleteCreditNoteAsync(file)).Refuses(HttpStatusCode.Conflict, "claim_credit_note_used");

        Assert.Equal("not_integrated", await shop.StateAsync(file));
        await fixture.App.DrainAsync();
        await shop.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "CLM-10")]
    [Trait("Rule", "COM-11")]
    public async Task However_often_and_in_whichever_order_its_messages_come_the_account_follows_the_file()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, _) = await shop.IntegratedAsync();
        (await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK);
        (await shop.DeleteCreditNoteAsync(file)).Expect(HttpStatusCode.OK);
        (await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK);
        (await shop.DeleteCreditNoteAsync(file)).Expect(HttpStatusCode.OK);

        var told = fixture.App.Queue.Where(message => message.Text.Contains("\"ClaimInvoiceChanged\"", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, told.Length);
        foreach (var message in told.Reverse().Concat(told))
            Assert.True(await fixture.App.DeliverAsync(message));

        Assert.Equal(1_000_00, await shop.Desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await shop.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-05")]
    public async Task The_same_act_under_the_same_key_gives_its_first_answer()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, account, _) = await shop.IntegratedAsync();

        var first = await shop.Desk.PostAsync($"claims/{file}/credit-note", Shop.Because(), "once");
        var again = await shop.Desk.PostAsync($"claims/{file}/credit-note", Shop.Because(), "once");

        Assert.Equal(first.Expect(HttpStatusCode.OK).ToJsonString(), again.Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(0, await shop.Desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "CLM-04")]
    public async Task A_file_that_awaits_its_notice_or_was_cancelled_cannot_be_chosen()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (account, invoice) = await shop.InvoiceAsync();
        var waiting = await shop.TellAsync(Shop.NewNumber("C"), "opening_request");
        var cancelled = await shop.NoticedAsync();
        (await shop.CancelAsync(cancelled)).Expect(HttpStatusCode.OK);

        (await shop.UseAsync(waiting, account, invoice)).Refuses(HttpStatusCode.Conflict, "claim_awaits_notice");
        (await shop.UseAsync(cancelled, account, invoice)).Refuses(HttpStatusCode.Conflict, "claim_cancelled");
        var french = await shop.Desk.App.SendAsync(
            HttpMethod.Post,
            $"/api/v1/claims/{waiting}/sales-document",
            new JsonObject { ["estimate"] = "Devis" },
            shop.Desk.Key,
            null,
            ("Accept-Language", "fr"));
        Assert.Contains("avis de sinistre", Text(french.Json["detail"]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "CLM-04")]
    public async Task An_estimate_becomes_an_invoice_and_an_invoice_that_is_not_there_is_refused()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var file = await shop.NoticedAsync();
        (await shop.EstimateAsync(file)).Expect(HttpStatusCode.OK);
        var (account, invoice) = await shop.InvoiceAsync();

        (await shop.UseAsync(file, account, "inv_unknown")).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_invoice");
        (await shop.ActAsync(file, "sales-document", [])).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var used = (await shop.UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK);

        Assert.Equal(invoice, Text(used["salesDocument"]!["invoice"]));
        Assert.Null(used["salesDocument"]!["estimate"]);
        (await shop.UseAsync(file, account, invoice)).Refuses(HttpStatusCode.Conflict, "claim_in_use");
        await shop.Desk.CancelInvoiceAsync(account, (await shop.InvoiceAsync(account: account)).Invoice, "credit");
    }

    [Fact]
    [Trait("Rule", "CLM-11")]
    public async Task Only_a_file_that_is_in_no_document_is_cancelled_by_hand_and_for_a_reason()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (used, _, _) = await shop.IntegratedAsync();
        var free = await shop.NoticedAsync();

        (await shop.CancelAsync(used)).Refuses(HttpStatusCode.Conflict, "claim_in_use");
        (await shop.ActAsync(free, "cancellation", [])).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await shop.CancelAsync(free)).Expect(HttpStatusCode.OK);

        Assert.Equal("cancelled", await shop.StateAsync(free));
        Assert.Equal("Essai", Text((await shop.TimelineAsync(free))[^1]!["why"]));
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task An_act_on_a_file_that_has_changed_since_it_was_seen_is_refused()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var claim = Shop.NewNumber("C");
        var file = await shop.NoticedAsync(claim);
        var seen = (await shop.Desk.GetAsync("claims/" + file)).Headers["ETag"];
        await shop.TellAsync(claim, "follow_up", "99");

        var late = await shop.Desk.App.SendAsync(
            HttpMethod.Post, $"/api/v1/claims/{file}/cancellation", Shop.Because(), shop.Desk.Key, null, ("If-Match", seen));

        late.Refuses(HttpStatusCode.PreconditionFailed, "stale");
    }
}
