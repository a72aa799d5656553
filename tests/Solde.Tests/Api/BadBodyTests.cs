using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

[Trait("Rule", "COM-07")]
public sealed class BadBodyTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Cad = """{"minor":100,"currency":"CAD"}""";

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{'method':'cash'}")]
    [InlineData("{\"method\":\"cash\",}")]
    [InlineData("// comment\n{}")]
    [InlineData("<xml/>")]
    [InlineData("method=cash")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body)
    {
        var (desk, account) = await SceneAsync();

        (await desk.PostAsync($"accounts/{account}/payments", body)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("method")]
    [InlineData("amount")]
    public async Task A_field_given_twice_is_refused_though_both_say_the_same(string field)
    {
        var (desk, account) = await SceneAsync();
        var twice = field == "method" ? $$"""{"method":"cash","method":"cash","amount":{{Cad}}}""" : $$"""{"method":"cash","amount":{{Cad}},"amount":{{Cad}}}""";

        (await desk.PostAsync($"accounts/{account}/payments", twice)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task A_body_nested_without_end_is_refused()
    {
        var (desk, account) = await SceneAsync();
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", 20_000)) + "1" + new string('}', 20_000);

        (await desk.PostAsync($"accounts/{account}/payments", nested)).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.PostAsync($"accounts/{account}/payments", new string('[', 100_000))).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task A_text_may_be_as_long_as_its_field_allows_and_no_longer()
    {
        var (desk, account) = await SceneAsync();

        (await desk.PostAsync($"accounts/{account}/payments", Note(500))).Expect(HttpStatusCode.Created);
        Blames(await desk.PostAsync($"accounts/{account}/payments", Note(501)), "note");

        static JsonObject Note(int length) => new() { ["method"] = "cash", ["amount"] = Desk.Money(1), ["note"] = new string('é', length) };
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.PostAsync("accounts", """{"name":"","email":"nobody","language":"tlh"}""");

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal(["email", "language", "name"], answer.Json["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_one_at_the_limit_is_read()
    {
        var (desk, account) = await SceneAsync();
        var atLimit = $$"""{"method":"cash","amount":{{Cad}}}""".PadRight(256 * 1024);

        (await desk.PostAsync($"accounts/{account}/payments", atLimit)).Expect(HttpStatusCode.Created);
        (await desk.PostAsync($"accounts/{account}/payments", atLimit + " ")).Refuses(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    private static void Blames(TestAnswer answer, string field)
    {
        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(field, answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }
}
