using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Notifications;

/// <summary>Who is told what, in which language, and that nobody is told twice.</summary>
public sealed class NoticesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [Trait("Rule", "PAY-09")]
    [Trait("Rule", "BIL-11")]
    [InlineData("en", "Receipt: 100.00 CAD")]
    [InlineData("fr", "Reçu : 100.00 CAD")]
    [InlineData("pt", "Recibo: 100.00 CAD")]
    [InlineData("nl", "Ontvangstbewijs: 100.00 CAD")]
    public async Task The_owner_gets_his_receipt_in_his_language_whoever_paid(string language, string subject)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, language);
        var body = new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(10_000), ["payer"] = "An aunt" };

        (await desk.PostAsync($"accounts/{account}/payments", body)).Expect(HttpStatusCode.Created);
        await fixture.App.DrainAsync();

        var receipt = Assert.Single(Mailbox.To(fixture.MailFolder, owner), mail => mail.Subject == subject);
        Assert.Equal(language, receipt.Language);
        Assert.Contains("Marie Tremblay", receipt.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("aunt", receipt.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "PAY-08")]
    public async Task A_failed_payment_is_told_to_holders_of_the_permission_and_mailed_to_those_who_chose_so()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var chose = await AdministratorAsync(desk, "chose", "fr", ["payments.failed"], ["payment_failed"]);
        var shown = await AdministratorAsync(desk, "shown", "en", ["payments.failed"], []);
        var lacks = await AdministratorAsync(desk, "lacks", "en", ["billing.read"], ["payment_failed"]);
        await SettingsAsync(desk, ("desk@example.org", "pt", "payment_failed"), ("other@example.org", "en", "payment_confirmed"));

        var owner = await FailedPaymentAsync(desk);

        var mail = Assert.Single(Mailbox.To(fixture.MailFolder, chose));
        Assert.Equal("Paiement échoué : 100.00 CAD", mail.Subject);
        Assert.Contains("La banque a bloqué cette carte; utilisez-en une autre. (stolen_card)", mail.Body, StringComparison.Ordinal);
        Assert.Empty(Mailbox.To(fixture.MailFolder, shown));
        Assert.Empty(Mailbox.To(fixture.MailFolder, lacks));
        Assert.Single(Mailbox.To(fixture.MailFolder, owner)); // The activation, and nothing of the failure.
        var told = await ListedAsync(desk, "kind=payment_failed");
        Assert.Equal(
            [("address", "sent", true), ("chose", "sent", true), ("shown", "shown", false)],
            told.Select(item => (item!["recipient"]!.GetValue<string>().Split('-')[0], item["state"]!.GetValue<string>(), item["byEmail"]!.GetValue<bool>())).Order());
    }

    [Fact]
    [Trait("Rule", "PAY-08")]
    public async Task Addresses_of_the_settings_get_the_kinds_they_ask_for_and_no_other()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var tag = Guid.NewGuid().ToString("N");
        await SettingsAsync(desk, ($"a{tag}@example.org", "nl", "payment_confirmed"), ($"b{tag}@example.org", "en", "payment_failed"), ($"c{tag}@example.org", "en", ""));
        var (account, _) = await OwnerAsync(desk, "en");

        await desk.PayAsync(account, 10_000);
        await fixture.App.DrainAsync();

        Assert.Equal("Betaling ontvangen: 100.00 CAD", Assert.Single(Mailbox.To(fixture.MailFolder, $"a{tag}@example.org")).Subject);
        Assert.Empty(Mailbox.To(fixture.MailFolder, $"b{tag}@example.org"));
        Assert.Empty(Mailbox.To(fixture.MailFolder, $"c{tag}@example.org"));
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    [Trait("Rule", "COM-11")]
    public async Task Each_mail_is_sent_once_however_often_its_messages_are_delivered()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "en");
        await fixture.App.DrainAsync();
        await desk.PayAsync(account, 10_000);

        for (var round = 0; round < 3; round++)
        {
            foreach (var message in fixture.App.Queue.ToArray())
            {
                await fixture.App.DeliverAsync(message);
                await fixture.App.DeliverAsync(message);
            }
        }
        await fixture.App.DrainAsync();

        Assert.Equal(2, Mailbox.To(fixture.MailFolder, owner).Count); // Activation and receipt.
        var item = Assert.Single(await ListedAsync(desk, "kind=receipt"))!;
        Assert.Equal("sent", item["state"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Rule", "BIL-01")]
    public async Task An_activation_goes_out_again_once_a_day_to_those_who_have_not_confirmed()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (account, owner) = await OwnerAsync(desk, "fr");
        var (_, waiting) = await OwnerAsync(desk, "en");
        await fixture.App.DrainAsync();
        var token = Assert.Single(Mailbox.To(fixture.MailFolder, owner)).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
        (await desk.PostAsync($"accounts/{account}/activation", new JsonObject { ["token"] = token })).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        for (var i = 0; i < 2; i++)
        {
            (await desk.PostAsync("accounts/activations", null)).Expect(HttpStatusCode.Accepted);
            await fixture.App.DrainAsync();
        }
        Assert.Equal(2, Mailbox.To(fixture.MailFolder, waiting).Count);

        fixture.Clock.Advance(TimeSpan.FromDays(1));
        (await desk.PostAsync("accounts/activations", null)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal(3, Mailbox.To(fixture.MailFolder, waiting).Count);
        Assert.Single(Mailbox.To(fixture.MailFolder, owner));
    }

    private static async Task<(string Account, string Email)> OwnerAsync(Desk desk, string language)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        var body = new JsonObject { ["name"] = "Marie Tremblay", ["email"] = email, ["language"] = language };
        return ((await desk.PostAsync("accounts", body)).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>(), email);
    }

    private async Task<string> FailedPaymentAsync(Desk desk)
    {
        var (account, owner) = await OwnerAsync(desk, "en");
        var method = await desk.SaveCardAsync(account);
        fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1]["id"]!.GetValue<string>(), "chargeDeclinedStolenCard");
        await desk.ChargeAsync(account, method, 10_000);
        await fixture.App.DrainAsync();
        return owner;
    }

    private static async Task<string> AdministratorAsync(Desk desk, string id, string language, string[] permissions, string[] emails)
    {
        var email = $"{id}-{Guid.NewGuid():N}@example.org";
        (await desk.PutAsync($"organisations/current/administrators/{id}", new JsonObject
        {
            ["name"] = id,
            ["email"] = email,
            ["language"] = language,
            ["permissions"] = new JsonArray([.. permissions.Select(text => JsonValue.Create(text))]),
            ["emails"] = new JsonArray([.. emails.Select(text => JsonValue.Create(text))]),
        })).Expect(HttpStatusCode.OK);
        return email;
    }

    private static async Task SettingsAsync(Desk desk, params (string Email, string Language, string Kind)[] addresses) =>
        (await desk.PutAsync("organisations/current/settings", new JsonObject
        {
            ["name"] = "Centre",
            ["language"] = "en",
            ["taxes"] = new JsonArray(),
            ["offlineMethods"] = new JsonArray("cash"),
            ["allocationOrder"] = "oldest_due_first",
            ["bankHolidays"] = new JsonArray(),
            ["notificationAddresses"] = new JsonArray([.. addresses.Select(address => new JsonObject
            {
                ["email"] = address.Email,
                ["language"] = address.Language,
                ["kinds"] = address.Kind.Length == 0 ? new JsonArray() : new JsonArray(address.Kind),
            })]),
        })).Expect(HttpStatusCode.OK);

    private static async Task<JsonArray> ListedAsync(Desk desk, string query) =>
        (await desk.GetAsync("notifications?limit=200&" + query)).Expect(HttpStatusCode.OK)["items"]!.AsArray();
}
