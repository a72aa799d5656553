using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Accounts;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-01")]
public sealed class OwnerAndMembersTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Email = "marie@example.org";

    [Theory]
    [InlineData(Email)]
    [InlineData("MARIE@Example.ORG")]
    public async Task An_e_mail_has_one_account_in_an_organisation(string email)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.AccountAsync(email: Email);

        (await desk.PostAsync("accounts", new JsonObject { ["name"] = "Another", ["email"] = email })).Refuses(HttpStatusCode.Conflict, "email_taken");

        var other = await Desk.OpenAsync(fixture.App);
        await other.AccountAsync(email: email);
    }

    [Fact]
    public async Task Ten_accounts_opened_with_one_e_mail_at_the_same_instant_become_one()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var body = new JsonObject { ["name"] = "Marie", ["email"] = Email };

        var answers = await Aggregates.ManyCallers.PostAsync(desk.Key, Enumerable.Range(0, 10).Select(i => (desk.App, "accounts", (JsonNode)body, $"key-{i}")).ToArray());

        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(9, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_e_mail_given_up_can_be_taken_by_another_account()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync(email: Email);
        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = "Marie", ["email"] = "new@example.org" })).Expect(HttpStatusCode.OK);
        fixture.Clock.Advance(TimeSpan.FromMinutes(16));

        await desk.AccountAsync(email: Email);

        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = "Marie", ["email"] = Email })).Refuses(HttpStatusCode.Conflict, "email_taken");
    }

    [Fact]
    public async Task Only_the_owner_adds_and_removes_members_and_stays_himself()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync(email: Email);
        var add = (string by) => desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = "Léo", ["requestedBy"] = by });
        var remove = (string member, string by) => desk.RemoveMemberAsync(account, member, by);

        (await add("leo@example.org")).Refuses(HttpStatusCode.Forbidden, "only_the_owner");
        var member = (await add("Marie@Example.org")).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
        (await remove(member, "leo@example.org")).Refuses(HttpStatusCode.Forbidden, "only_the_owner");
        (await remove("owner", Email)).Refuses(HttpStatusCode.Conflict, "owner_stays");
        (await remove(member, Email)).Expect(HttpStatusCode.NoContent);
        (await remove(member, Email)).Refuses(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(["AccountOpened", "MemberAdded", "MemberRemoved"], (await desk.JournalAsync(account)).Select(entry => entry!["action"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_token_of_the_message_confirms_the_e_mail_until_the_e_mail_changes()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync(email: Email);
        var token = TokenOf(desk, account, Email);

        (await ActivateAsync(desk, account, token + "x")).Refuses(HttpStatusCode.BadRequest, "bad_activation");
        Assert.True((await ActivateAsync(desk, account, token)).Expect(HttpStatusCode.OK)["isActivated"]!.GetValue<bool>());
        (await ActivateAsync(desk, account, token)).Expect(HttpStatusCode.OK);
        var changed = (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = "Marie", ["email"] = "new@example.org" })).Expect(HttpStatusCode.OK);

        Assert.False(changed["isActivated"]!.GetValue<bool>());
        (await ActivateAsync(desk, account, token)).Refuses(HttpStatusCode.BadRequest, "bad_activation");
        (await ActivateAsync(desk, account, TokenOf(desk, account, "new@example.org"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_activation_message_goes_again_to_every_account_not_yet_activated()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var waiting = $"waiting-{desk.Organisation}@example.org";
        await desk.AccountAsync(email: waiting);
        var done = await desk.AccountAsync(email: Email);
        (await ActivateAsync(desk, done, TokenOf(desk, done, Email))).Expect(HttpStatusCode.OK);
        await desk.App.DrainAsync();
        Assert.Equal(1, MailsTo(waiting));

        (await desk.PostAsync("accounts/activations", null)).Expect(HttpStatusCode.Accepted);
        var asked = desk.App.Queue.ToArray();
        await desk.App.DrainAsync();
        // Delivered twice, it reaches the owner once.
        foreach (var message in asked)
            await desk.App.DeliverAsync(message);
        await desk.App.DrainAsync();

        Assert.Equal(2, MailsTo(waiting));
        Assert.Empty(desk.App.DeadLetters);
    }

    private int MailsTo(string address) => Directory.GetFiles(fixture.MailFolder, "*.eml").Count(file => File.ReadAllText(file).Contains($"To: {address}", StringComparison.Ordinal));

    private string TokenOf(Desk desk, string account, string email) => fixture.App.Services.GetRequiredService<ActivationToken>().For(desk.Organisation, account, email);

    private static Task<TestAnswer> ActivateAsync(Desk desk, string account, string token) =>
        desk.PostAsync($"accounts/{account}/activation", new JsonObject { ["token"] = token });
}
