using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "INS-08")]
public sealed class AskAccessTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task The_code_sent_to_the_known_address_opens_the_account_that_has_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var email = $"{desk.Organisation}@example.org";
        var account = await desk.AccountAsync(email: email);

        (await AskAsync(desk, email.ToUpperInvariant())).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        var mail = Assert.Single(AccessMails(email));
        Assert.Contains(account, mail.Body, StringComparison.Ordinal);
        var token = mail.Body.Split("\n").Select(line => line.Trim())
            .Single(line => line.Length == 43 && !line.Contains(' ', StringComparison.Ordinal));
        var opened = await desk.PostAsync($"accounts/{account}/activation", new JsonObject { ["token"] = token });
        Assert.True(opened.Expect(HttpStatusCode.OK)["isActivated"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_answer_is_the_same_whether_the_address_is_known_or_not()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        var email = $"{desk.Organisation}@example.org";
        await desk.AccountAsync(email: email);
        await fixture.App.DrainAsync();

        var known = await AskAsync(desk, email);
        var sent = fixture.App.Queue.Count;
        var unknown = await AskAsync(desk, $"nobody-{email}");
        var elsewhere = await AskAsync(stranger, email);

        foreach (var other in new[] { unknown, elsewhere })
        {
            Assert.Equal((known.Status, known.Body), (other.Status, other.Body));
            Assert.Equal(known.Headers.Keys.Order(), other.Headers.Keys.Order());
        }
        Assert.Equal((1, 1), (sent, fixture.App.Queue.Count));
        await fixture.App.DrainAsync();
        Assert.Empty(Mailbox.To(fixture.MailFolder, $"nobody-{email}"));
    }

    [Fact]
    public async Task An_address_that_the_account_has_no_more_gets_nothing()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var (old, now) = ($"old-{desk.Organisation}@example.org", $"new-{desk.Organisation}@example.org");
        var account = await desk.AccountAsync(email: old);
        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = "Marie", ["email"] = now })).Expect(HttpStatusCode.OK);

        (await AskAsync(desk, old)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Empty(AccessMails(old));
        Assert.Empty(AccessMails(now));
    }

    [Fact]
    public async Task However_often_he_asks_one_message_an_hour_goes_out()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var email = $"{desk.Organisation}@example.org";
        await desk.AccountAsync(email: email);

        for (var i = 0; i < 3; i++)
            (await AskAsync(desk, email)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        Assert.Single(AccessMails(email));
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        (await AskAsync(desk, email)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal(2, AccessMails(email).Count());
    }

    [Fact]
    public async Task What_is_no_address_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        (await AskAsync(desk, "marie")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static Task<TestAnswer> AskAsync(Desk desk, string email) =>
        desk.PostAsync("accounts/access", new JsonObject { ["email"] = email });

    private IEnumerable<ReceivedMail> AccessMails(string email) =>
        Mailbox.To(fixture.MailFolder, email).Where(mail => mail.Subject == "Access to your account");
}
