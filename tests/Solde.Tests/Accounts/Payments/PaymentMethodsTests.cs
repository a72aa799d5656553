using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

public sealed class PaymentMethodsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "BIL-09")]
    public async Task An_organisation_takes_its_own_offline_methods_and_no_others()
    {
        var (desk, account) = await SceneAsync();
        (await desk.SettingsAsync(new JsonObject { ["offlineMethods"] = new JsonArray("cash", "city-fund") })).Expect(HttpStatusCode.OK);

        (await RecordAsync(desk, account, "city-fund", 300)).Expect(HttpStatusCode.Created);
        (await RecordAsync(desk, account, "cheque", 300)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_payment_method");
        (await RecordAsync(desk, account, "card", 300)).Refuses(HttpStatusCode.UnprocessableEntity, "unknown_payment_method");

        Assert.Equal(-300, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "BIL-09")]
    public async Task A_payment_may_be_in_full_in_part_or_ahead_of_any_invoice()
    {
        var (desk, account) = await SceneAsync();
        var ahead = await desk.PayAsync(account, 500);
        Assert.Equal(500, Minor(ahead["unapplied"]));
        var invoice = await desk.InvoiceAsync(account, 800);

        // Money that waits is not spent unasked: the next payment finds the invoice whole.
        var part = await desk.PayAsync(account, 300, invoice);

        Assert.Equal(0, Minor(part["unapplied"]));
        Assert.Equal(500, Minor((await desk.InvoiceOfAsync(account, invoice))["left"]));
        (await desk.PostAsync($"accounts/{account}/reconciliation", new JsonObject())).Expect(HttpStatusCode.OK);
        Assert.Equal("paid", (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task A_cancelled_offline_payment_opens_what_it_paid_and_can_be_made_again()
    {
        var (desk, account) = await SceneAsync();
        var invoice = await desk.InvoiceAsync(account, 800);
        var payment = (await desk.PayAsync(account, 800, invoice))["id"]!.GetValue<string>();

        var cancelled = (await CancelAsync(desk, account, payment)).Expect(HttpStatusCode.OK);

        Assert.Equal(("cancelled", 0, 0), (cancelled["state"]!.GetValue<string>(), cancelled["allocations"]!.AsArray().Count, Minor(cancelled["unapplied"])));
        Assert.Equal("open", (await desk.InvoiceOfAsync(account, invoice))["state"]!.GetValue<string>());
        Assert.Equal(800, await desk.BalanceAsync(account));
        (await CancelAsync(desk, account, payment)).Expect(HttpStatusCode.OK);
        Assert.Equal(800, await desk.BalanceAsync(account));
        await desk.PayAsync(account, 800, invoice);
        Assert.Equal(0, await desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Theory]
    [Trait("Rule", "BIL-10")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_payment_is_never_edited(string method)
    {
        var (desk, account) = await SceneAsync();
        var payment = (await desk.PayAsync(account, 800))["id"]!.GetValue<string>();

        var answer = await desk.App.SendAsync(new HttpMethod(method), $"/api/v1/accounts/{account}/payments/{payment}", "{}", desk.Key, Desk.NewKey());

        answer.Refuses(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Fact]
    [Trait("Rule", "BIL-10")]
    public async Task An_online_card_payment_and_a_sent_e_cheque_cannot_be_cancelled()
    {
        var (desk, account) = await SceneAsync();
        var card = await desk.ChargeAsync(account, await desk.SaveCardAsync(account), 500);
        var cheque = await desk.ChargeAsync(account, await BankDebits.SaveAsync(fixture, desk, account), 700);
        await desk.App.DrainAsync();
        Assert.Equal("succeeded", (await desk.PaymentAsync(account, card))["state"]!.GetValue<string>());
        Assert.Equal("pending", (await desk.PaymentAsync(account, cheque))["state"]!.GetValue<string>());

        (await CancelAsync(desk, account, card)).Refuses(HttpStatusCode.Conflict, "payment_not_cancellable");
        (await CancelAsync(desk, account, cheque)).Refuses(HttpStatusCode.Conflict, "payment_not_cancellable");

        Assert.Equal(-500, await desk.BalanceAsync(account));
    }

    [Fact]
    [Trait("Rule", "BIL-11")]
    public async Task The_one_who_pays_need_not_belong_to_the_account_and_the_receipt_is_in_the_owners_name()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var email = $"owner-{desk.Organisation}@example.org";
        var account = await desk.AccountAsync("Marie Tremblay", email);

        var body = new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(300), ["payer"] = "Uncle Gustave" };
        var payment = (await desk.PostAsync($"accounts/{account}/payments", body)).Expect(HttpStatusCode.Created);
        await desk.App.DrainAsync();

        Assert.Equal("Uncle Gustave", payment["payer"]!.GetValue<string>());
        var receipts = Directory.GetFiles(fixture.MailFolder, "*.eml").Select(File.ReadAllText)
            .Where(mail => mail.Contains($"To: {email}", StringComparison.Ordinal) && mail.Contains("3.00 CAD", StringComparison.Ordinal)).ToArray();
        Assert.Contains("Marie Tremblay", Assert.Single(receipts), StringComparison.Ordinal);
    }

    private static Task<TestAnswer> RecordAsync(Desk desk, string account, string method, long minor) =>
        desk.PostAsync($"accounts/{account}/payments", new JsonObject { ["method"] = method, ["amount"] = Desk.Money(minor) });

    private static Task<TestAnswer> CancelAsync(Desk desk, string account, string payment) =>
        desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", new JsonObject { ["reason"] = "Mistaken" });

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }

    private static long Minor(JsonNode? money) => money!["minor"]!.GetValue<long>();
}
