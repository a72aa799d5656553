using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Organisations;
using Solde.Platform.Storage;
using Solde.Tests.Harness;

namespace Solde.Tests.Organisations;

[Trait("Rule", "COM-08")]
public sealed class ApiKeyTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Keys = "organisations/current/api-keys";

    [Fact]
    public async Task A_key_is_shown_once_and_only_its_hash_is_stored()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var made = await desk.PostAsync(Keys, NewKey("till"), "key-1");
        var key = made.Expect(HttpStatusCode.Created)["key"]!.GetValue<string>();

        var again = await desk.PostAsync(Keys, NewKey("till"), "key-1");
        var listed = await desk.GetAsync(Keys);
        var journal = await desk.GetAsync("organisations/current/journal");

        var secret = key.Split('_')[^1];
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(made.Json["id"]!.GetValue<string>(), again.Json["id"]!.GetValue<string>());
        Assert.Null(again.Json["key"]);
        Assert.All(new[] { again, listed, journal }, answer => Assert.DoesNotContain(secret, answer.Body, StringComparison.Ordinal));
        var rows = await RowsAsync(desk.Organisation);
        Assert.Contains(rows, row => row.Contains(ApiKeyText.HashOf(secret), StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains(desk.Key.Split('_')[^1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_names_the_keys_and_hides_secrets_and_hashes()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.PostAsync(Keys, NewKey("till"));

        var listed = await desk.GetAsync(Keys);

        var items = listed.Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(["first key", "till"], items.Select(item => item!["name"]!.GetValue<string>()).Order());
        Assert.All(items, item => Assert.Null(item!["key"]));
        Assert.DoesNotContain("hash", listed.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_journal_of_the_organisation_tells_of_keys_without_what_could_open_a_door()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var journal = (await desk.GetAsync("organisations/current/journal?order=oldest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

        Assert.Equal("OrganisationCreated", journal[0]!["action"]!.GetValue<string>());
        Assert.DoesNotContain(desk.Key.Split('_')[^1], journal.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_any_more_and_stays_in_the_list()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var made = (await desk.PostAsync(Keys, NewKey("lost"))).Expect(HttpStatusCode.Created);
        var (id, lost) = (made["id"]!.GetValue<string>(), desk.With(made["key"]!.GetValue<string>()));
        (await lost.GetAsync("accounts")).Expect(HttpStatusCode.OK);

        (await desk.DeleteAsync($"{Keys}/{id}")).Expect(HttpStatusCode.NoContent);

        (await lost.GetAsync("accounts")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        (await desk.DeleteAsync($"{Keys}/{id}")).Expect(HttpStatusCode.NoContent);
        var listed = (await desk.GetAsync(Keys)).Json["items"]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == id)!;
        Assert.NotNull(listed["revokedAt"]);
    }

    [Fact]
    public async Task A_key_ends_at_its_end_date()
    {
        var clock = fixture.Clock;
        var desk = await Desk.OpenAsync(fixture.App);
        var body = NewKey("summer");
        body["endsAt"] = clock.GetUtcNow().AddHours(1).ToString("O");
        var summer = desk.With((await desk.PostAsync(Keys, body)).Expect(HttpStatusCode.Created)["key"]!.GetValue<string>());

        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        (await summer.GetAsync("accounts")).Expect(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromTicks(1));
        (await summer.GetAsync("accounts")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_last_key_that_can_make_others_stays()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.ApiKeyAsync("billing.read");
        var first = (await desk.GetAsync(Keys)).Json["items"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == "first key")!["id"]!.GetValue<string>();

        (await desk.DeleteAsync($"{Keys}/{first}")).Refuses(HttpStatusCode.Conflict, "last_admin_key");
        var second = desk.With(await desk.ApiKeyAsync("admin"));

        (await second.DeleteAsync($"{Keys}/{first}")).Expect(HttpStatusCode.NoContent);
        (await desk.GetAsync("accounts")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        (await second.DeleteAsync($"{Keys}/{second.Key.Split('_')[^2]}")).Refuses(HttpStatusCode.Conflict, "last_admin_key");
    }

    [Theory]
    [InlineData("""{"scopes":["admin"]}""", "name")]
    [InlineData("""{"name":"x"}""", "scopes")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["admin","root"]}""", "scopes[1]")]
    [InlineData("""{"name":"x","scopes":[null]}""", "scopes[0]")]
    [InlineData("""{"name":"x","scopes":["admin"],"endsAt":"soon"}""", "endsAt")]
    public async Task A_key_that_says_too_little_is_refused_by_field(string body, string field)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.PostAsync(Keys, body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private static JsonObject NewKey(string name) => new() { ["name"] = name, ["scopes"] = new JsonArray("billing.read") };

    /// <summary>Everything that the storage holds of the organisation, as text.</summary>
    private async Task<List<string>> RowsAsync(string organisation)
    {
        var table = fixture.App.Services.GetRequiredService<TableServiceClient>().GetTableClient(Organisation.Table);
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync())
        {
            if (row.PartitionKey.StartsWith(organisation, StringComparison.Ordinal))
                rows.Add(string.Join('\n', row.Select(property => property.Value?.ToString())));
        }
        return rows;
    }
}
