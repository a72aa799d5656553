using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-06")]
public sealed class ConcurrencyTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static JsonObject Cash(long minor) => new() { ["method"] = "cash", ["amount"] = Desk.Money(minor) };

    [Fact]
    public async Task Two_hundred_commands_on_one_account_at_once_lose_no_update()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var calls = Enumerable.Range(1, 200).Select(minor => (desk.App, $"accounts/{account}/payments", (JsonNode)Cash(minor), $"key-{minor}"));

        var answers = await ManyCallers.PostAsync(desk.Key, calls.ToArray());

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal(-20_100, await desk.BalanceAsync(account));
        await desk.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task Two_instances_of_the_app_at_one_account_lose_no_update()
    {
        var azurite = new AzuriteFixture();
        await azurite.InitializeAsync();
        // Two processes would have the real clock too; the retries' random waits need one that moves.
        var settings = new SoldeTestSettings(azurite.ConnectionString) { TablePrefix = AzuriteFixture.RandomName("t")[..9] };
        await using var one = await SoldeTestApp.StartAsync(settings);
        await using var other = await SoldeTestApp.StartAsync(settings with { CreateTables = false });
        var desk = await Desk.OpenAsync(one);
        var account = await desk.AccountAsync();
        var calls = Enumerable.Range(1, 60).Select(minor => (minor % 2 == 0 ? one : other, $"accounts/{account}/payments", (JsonNode)Cash(minor), $"key-{minor}"));

        var answers = await ManyCallers.PostAsync(desk.Key, calls.ToArray());

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal(-1_830, await desk.BalanceAsync(account));
        await one.DrainAsync();
        await other.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_change_of_an_account_with_an_old_ETag_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var read = (await desk.GetAsync($"accounts/{account}")).Headers["ETag"];
        var name = (string text) => new JsonObject { ["name"] = text, ["email"] = "marie-of-etags@example.org" };

        var first = await desk.PutAsync($"accounts/{account}", name("Marie Roy"), ("If-Match", read));
        var second = await desk.PutAsync($"accounts/{account}", name("Marie Côté"), ("If-Match", read));

        first.Expect(HttpStatusCode.OK);
        second.Refuses(HttpStatusCode.PreconditionFailed, "stale");
        Assert.NotEqual(read, first.Headers["ETag"]);
        Assert.Equal("Marie Roy", (await desk.GetAsync($"accounts/{account}")).Json["owner"]!["name"]!.GetValue<string>());
        (await desk.PutAsync($"accounts/{account}", name("Marie Côté"), ("If-Match", first.Headers["ETag"]))).Expect(HttpStatusCode.OK);
        (await desk.PutAsync($"accounts/{account}", name("Marie Dubé"), ("If-Match", "*"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_payment_does_not_make_the_ETag_of_the_account_old()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var read = (await desk.GetAsync($"accounts/{account}")).Headers["ETag"];

        await desk.PayAsync(account, 100);

        Assert.Equal(read, (await desk.GetAsync($"accounts/{account}")).Headers["ETag"]);
    }

    [Fact]
    public async Task A_change_of_the_settings_with_an_old_ETag_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var read = (await desk.GetAsync("organisations/current")).Headers["ETag"];

        var first = await desk.SettingsAsync(new JsonObject { ["language"] = "fr" }, ("If-Match", read));
        var second = await desk.SettingsAsync(new JsonObject { ["language"] = "nl" }, ("If-Match", read));

        first.Expect(HttpStatusCode.OK);
        second.Refuses(HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal("fr", (await desk.GetAsync("organisations/current")).Json["language"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_two_changes_with_one_ETag_at_the_same_instant_one_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var read = (await desk.GetAsync("organisations/current")).Headers["ETag"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i =>
            desk.SettingsAsync(new JsonObject { ["name"] = "Name " + i }, ("If-Match", read))));

        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(4, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }
}
