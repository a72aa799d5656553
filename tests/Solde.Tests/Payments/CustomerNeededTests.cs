using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-07")]
public sealed class CustomerNeededTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Card = "pm_card_authenticationRequired";

    [Fact]
    public async Task A_charge_that_needs_the_customer_sends_him_a_link_and_arrives_once_he_has_confirmed()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "fr");
        var invoice = await desk.InvoiceAsync(account, 100_00);
        var payment = await desk.PaidByCardAsync(account, 100_00, Card, invoice);

        var found = await desk.PaymentAsync(account, payment);
        Assert.Equal("awaiting_customer", Text(found["state"]));
        Assert.Equal(fixture.Clock.GetUtcNow(), found["online"]!["awaitsCustomerSince"]!.GetValue<DateTimeOffset>());
        Assert.Empty(found["online"]!["failedAttempts"]!.AsArray());
        var mail = Assert.Single(Mailbox.To(fixture.MailFolder, owner), mail => mail.Subject == "Confirmez votre paiement : 100.00 CAD");
        Assert.Contains("Marie Tremblay", mail.Body, StringComparison.Ordinal);

        var back = await ConfirmAsync(LinkIn(mail), "complete");
        Assert.StartsWith("https://centre.example.org/paid?payment_intent=pi_", back, StringComparison.Ordinal);
        Assert.EndsWith("redirect_status=succeeded", back, StringComparison.Ordinal);
        await fixture.TellAllAsync(fixture.Provider.IntentOf(payment));

        Assert.Equal("succeeded", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.Equal("paid", Text((await desk.InvoiceOfAsync(account, invoice))["state"]));
        Assert.Single(fixture.Provider.Objects.All("charge"), charge =>
            charge.Text("payment_intent") == fixture.Provider.IntentOf(payment) && charge.Text("status") == "succeeded");
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-12")]
    public async Task The_link_is_in_the_mail_and_nowhere_else()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var payment = await desk.PaidByCardAsync(account, 100_00, Card);
        Assert.Contains("/3d_secure/", LinkIn(MailOf(owner)), StringComparison.Ordinal);

        string[] shown =
        [
            (await desk.PaymentAsync(account, payment)).ToJsonString(),
            (await desk.JournalAsync(account)).ToJsonString(),
            (await desk.GetAsync("notifications?kind=customer_needed")).Expect(HttpStatusCode.OK).ToJsonString(),
            (await RemindAsync(desk, account, payment)).Expect(HttpStatusCode.Accepted).ToJsonString(),
            .. fixture.App.Queue.Select(message => message.Text),
        ];

        Assert.DoesNotContain(shown, text => text.Contains("3d_secure", StringComparison.Ordinal));
        await fixture.App.DrainAsync();
    }

    [Fact]
    public async Task One_who_refuses_makes_the_payment_fail_with_its_reason()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var payment = await desk.PaidByCardAsync(account, 100_00, Card);

        await ConfirmAsync(LinkIn(MailOf(owner)), "fail");
        await fixture.TellAllAsync(fixture.Provider.IntentOf(payment));

        var found = await desk.PaymentAsync(account, payment);
        Assert.Equal("failed", Text(found["state"]));
        var attempt = Assert.Single(found["online"]!["failedAttempts"]!.AsArray())!;
        Assert.Equal("payment_intent_authentication_failure", Text(attempt["declineCode"]));
        Assert.Equal("The customer was asked to confirm this payment and did not.", Text(attempt["meaning"]));
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        await fixture.App.DrainAsync();
        Assert.Single(Mailbox.To(fixture.MailFolder, owner), mail => mail.Subject.StartsWith("Confirm your payment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_who_does_nothing_is_reminded_once_and_after_a_week_the_payment_is_called_off_everywhere()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var plan = await desk.PlanAsync(account, 50_00, new JsonObject { ["parts"] = 1, ["paymentMethod"] = await desk.SaveCardAsync(account, Card) });
        await fixture.StrikeAfterAsync(0);
        var payment = Text(Assert.Single(await desk.ListAsync($"accounts/{account}/payments"))["id"]);
        Assert.Equal(["asked"], await desk.StatesAsync(account, plan));

        fixture.Clock.Advance(TimeSpan.FromDays(3.6));
        await fixture.App.DrainAsync();
        Assert.Equal(2, ConfirmationsOf(owner));
        Assert.Equal("awaiting_customer", Text((await desk.PaymentAsync(account, payment))["state"]));
        fixture.Clock.Advance(TimeSpan.FromDays(3.6));
        await fixture.App.DrainAsync();

        Assert.Equal("canceled", Assert.Single(fixture.Provider.IntentsOf(payment)).Text("status"));
        await fixture.TellAllAsync(fixture.Provider.IntentOf(payment));
        var found = await desk.PaymentAsync(account, payment);
        Assert.Equal("failed", Text(found["state"]));
        Assert.Equal("customer_did_nothing", Text(Assert.Single(found["online"]!["failedAttempts"]!.AsArray())!["declineCode"]));
        Assert.Equal(["failed"], await desk.StatesAsync(account, plan));
        Assert.Equal(2, ConfirmationsOf(owner));

        // It can be asked for again, by another way.
        var move = new JsonObject { ["dueOn"] = $"{fixture.Day(1):yyyy-MM-dd}", ["paymentMethod"] = await desk.SaveCardAsync(account) };
        (await desk.PostAsync($"accounts/{account}/plans/{Text(plan["id"])}/instalments/1/move", move)).Expect(HttpStatusCode.OK);
        await fixture.StrikeAfterAsync(1);
        Assert.Equal(["paid"], await desk.StatesAsync(account, plan));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task The_payer_of_the_instalment_is_asked_in_his_language_and_not_the_owner()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var paul = $"paul-{account}@example.org";
        var payer = new JsonObject
        {
            ["name"] = "Paul",
            ["email"] = paul,
            ["language"] = "pt",
            ["percent"] = 100,
            ["paymentMethod"] = await desk.SaveCardAsync(account, Card),
        };
        await desk.PlanAsync(account, 50_00, new JsonObject { ["parts"] = 1, ["payers"] = new JsonArray(payer) });

        await fixture.StrikeAfterAsync(0);

        var mail = Assert.Single(Mailbox.To(fixture.MailFolder, paul));
        Assert.Equal(("Confirme o seu pagamento: 50.00 CAD", "pt"), (mail.Subject, mail.Language));
        Assert.Equal(0, ConfirmationsOf(owner));
    }

    [Fact]
    public async Task A_clerk_sends_the_link_again_and_twice_in_a_row_it_goes_out_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var payment = await desk.PaidByCardAsync(account, 100_00, Card);

        for (var i = 0; i < 2; i++)
        {
            (await RemindAsync(desk, account, payment)).Expect(HttpStatusCode.Accepted);
            await fixture.App.DrainAsync();
        }
        Assert.Equal(2, ConfirmationsOf(owner));
        fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        (await RemindAsync(desk, account, payment)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        Assert.Equal(3, ConfirmationsOf(owner));

        fixture.Provider.OnDemand.SucceedPayment(fixture.Provider.IntentOf(payment));
        await fixture.TellAllAsync(fixture.Provider.IntentOf(payment));
        (await RemindAsync(desk, account, payment)).Refuses(HttpStatusCode.Conflict, "customer_not_awaited");
        (await RemindAsync(desk, account, "pay_nobody")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [Trait("Rule", "PAY-03")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_providers_word_that_it_failed_is_no_failure_whenever_it_comes(bool isFirst)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var method = await desk.SaveCardAsync(account, Card);
        await fixture.App.DrainAsync();
        if (isFirst)
            fixture.Provider.Faults.Add(new Fault { Kind = FaultKind.DropAfter, Method = "POST", PathPrefix = "/v1/payment_intents", Times = 3 });
        var payment = await desk.ChargeAsync(account, method, 100_00);
        await fixture.App.DrainAsync();
        Assert.Equal(isFirst ? "unknown" : "awaiting_customer", Text((await desk.PaymentAsync(account, payment))["state"]));

        var intent = fixture.Provider.IntentOf(payment);
        for (var i = 0; i < 2; i++)
            await fixture.TellAsync(fixture.Provider.LastEventOf(intent, "payment_intent.payment_failed"));
        await fixture.TellAllAsync(intent);
        fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        await fixture.App.DrainAsync();

        Assert.Equal("awaiting_customer", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.Equal(1, ConfirmationsOf(owner));
        Assert.Single(fixture.Provider.IntentsOf(payment));
        Assert.DoesNotContain(await desk.JournalAsync(account), entry => Text(entry!["action"]) == "PaymentFailed");
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task A_link_that_could_not_be_sent_in_time_is_not_sent_when_he_has_confirmed_meanwhile()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        var method = await desk.SaveCardAsync(account, Card);
        await fixture.App.DrainAsync();
        var payment = await desk.ChargeAsync(account, method, 100_00);
        while (fixture.App.Queue.FirstOrDefault(message => !message.Text.Contains("NoticeQueued", StringComparison.Ordinal)) is { } next)
            await fixture.App.DeliverAsync(next);
        var waiting = Assert.Single(fixture.App.Queue);
        fixture.App.Queue.Remove(waiting);
        fixture.Provider.OnDemand.SucceedPayment(fixture.Provider.IntentOf(payment));
        await fixture.TellAllAsync(fixture.Provider.IntentOf(payment));

        await fixture.App.DeliverAsync(waiting);

        Assert.Equal(0, ConfirmationsOf(owner));
        var notice = Assert.Single(await desk.ListAsync("notifications?kind=customer_needed"));
        Assert.Equal("not_needed", Text(notice["state"]));
    }

    private static async Task<(string Account, string Owner)> OwnerAsync(Desk desk, string language)
    {
        var owner = $"{Guid.NewGuid():N}@example.org";
        var body = new JsonObject { ["name"] = "Marie Tremblay", ["email"] = owner, ["language"] = language };
        return (Text((await desk.PostAsync("accounts", body)).Expect(HttpStatusCode.Created)["id"]), owner);
    }

    private static Task<TestAnswer> RemindAsync(Desk desk, string account, string payment) =>
        desk.PostAsync($"accounts/{account}/payments/{payment}/reminder", null);

    private ReceivedMail MailOf(string owner) =>
        Assert.Single(Mailbox.To(fixture.MailFolder, owner), mail => mail.Subject.StartsWith("Confirm your payment", StringComparison.Ordinal));

    private int ConfirmationsOf(string owner) =>
        Mailbox.To(fixture.MailFolder, owner).Count(mail => mail.Subject.StartsWith("Confirm your payment", StringComparison.Ordinal));

    private static string LinkIn(ReceivedMail mail) => mail.Body.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).Trim();

    /// <summary>What he does on his bank's page, and where it sends him then.</summary>
    private static async Task<string> ConfirmAsync(string link, string choice)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var page = await browser.GetAsync(new Uri(link));
        Assert.Contains($"/{choice}\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var done = await browser.PostAsync(new Uri($"{link}/{choice}"), null);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        return done.Headers.Location!.AbsoluteUri;
    }
}
