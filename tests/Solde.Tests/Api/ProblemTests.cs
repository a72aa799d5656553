using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Api;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

[Trait("Rule", "COM-07")]
public sealed class ProblemTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("POST", "/api/v1/accounts", "text/plain", 415, "unsupported_media_type")]
    [InlineData("POST", "/api/v1/accounts", "application/xml", 415, "unsupported_media_type")]
    [InlineData("POST", "/api/v1/accounts", "application/x-www-form-urlencoded", 415, "unsupported_media_type")]
    [InlineData("PUT", "/api/v1/accounts", "application/json", 405, "method_not_allowed")]
    [InlineData("DELETE", "/api/v1/accounts", "application/json", 405, "method_not_allowed")]
    [InlineData("PATCH", "/api/v1/accounts/acc_1", "application/json", 405, "method_not_allowed")]
    [InlineData("POST", "/api/v1/accounts/acc_1/nothing", "application/json", 404, "not_found")]
    [InlineData("POST", "/api/v1/accounts/acc_1/payments/pay_1/allocations/1/2", "application/json", 404, "not_found")]
    [InlineData("GET", "/api/v1/accounts/acc_1/nothing", null, 404, "not_found")]
    [InlineData("GET", "/api/v1/accounts/acc_1/activation", null, 405, "method_not_allowed")]
    [InlineData("GET", "/api/v1/notifications/nothing", null, 404, "not_found")]
    public async Task What_no_endpoint_takes_is_a_problem_with_a_code(string method, string path, string? type, int status, string code)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        (string, string)[] headers = type is null ? [] : [("Content-Type", type)];

        var answer = await desk.App.SendAsync(new HttpMethod(method), path, type is null ? null : "{}", desk.Key, Desk.NewKey(), headers);

        answer.Refuses((HttpStatusCode)status, code);
    }

    [Theory]
    [InlineData("accounts?limit=many", "limit")]
    [InlineData("accounts?limit=0", "limit")]
    [InlineData("accounts?limit=99999999999999999999", "limit")]
    [InlineData("accounts?activated=maybe", "activated")]
    [InlineData("accounts?sort=age", "sort")]
    [InlineData("accounts?cursor=%00", "cursor")]
    [InlineData("accounts?cursor=Y3JlYXRlZHx4", "cursor")]
    public async Task A_query_that_cannot_be_read_is_refused_by_field(string path, string field)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.GetAsync(path);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("fr", "fr")]
    [InlineData("FR-ca", "fr")]
    [InlineData("pt-BR,pt;q=0.9", "pt")]
    [InlineData("nl;q=0.2,fr;q=0.7,en;q=0.5", "fr")]
    [InlineData("de,nl;q=0.1", "nl")]
    [InlineData("de-DE, ja;q=0.5", "en")]
    [InlineData("fr;q=0,nl;q=0.1", "nl")]
    [InlineData("fr;q=bad,pt;q=0.1", "pt")]
    [InlineData("fr ; q=0.3 , nl ; q=0.4", "nl")]
    [InlineData("*", "en")]
    [InlineData(";;;,,,q=1", "en")]
    public void The_best_known_language_is_chosen(string? header, string language) => Assert.Equal(language, Language.Choose(header));

    [Theory]
    [InlineData("fr", "Il n'y a rien ici sous ce nom.")]
    [InlineData("en-GB", "There is nothing here by that name.")]
    [InlineData("pt-BR", "Não existe nada aqui com esse nome.")]
    [InlineData("ja,nl;q=0.1", "Er is hier niets met die naam.")]
    public async Task A_refusal_speaks_the_language_asked_for(string header, string detail)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var answer = await desk.GetAsync("accounts/acc_nobody", ("Accept-Language", header));

        answer.Refuses(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(detail, answer.Json["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_caller_who_asks_for_no_known_language_gets_that_of_his_organisation()
    {
        var desk = await Desk.OpenAsync(fixture.App, language: "nl");

        foreach (var headers in new (string, string)[][] { [], [("Accept-Language", "ja")] })
        {
            var answer = await desk.GetAsync("accounts/acc_nobody", headers);
            Assert.Equal("nl", answer.Headers["Content-Language"]);
            Assert.Equal("Er is hier niets met die naam.", answer.Json["detail"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task The_errors_of_fields_speak_the_language_asked_for_too()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var details = new HashSet<string>(StringComparer.Ordinal);

        foreach (var language in Language.All)
        {
            var answer = await desk.App.SendAsync(
                HttpMethod.Post, "/api/v1/accounts", new JsonObject { ["email"] = "x@example.org" }, desk.Key, Desk.NewKey(), ("Accept-Language", language));
            details.Add(answer.Json["errors"]!["name"]![0]!.GetValue<string>());
        }

        Assert.Equal(Language.All.Count, details.Count);
    }

    [Fact]
    public async Task A_problem_has_the_members_of_its_standard_and_a_request_id()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        var problem = (await desk.GetAsync("accounts/acc_nobody")).Json.AsObject();

        Assert.Equal(404, problem["status"]!.GetValue<int>());
        Assert.All(new[] { "type", "title", "detail", "code", "requestId" }, member => Assert.NotEmpty(problem[member]!.GetValue<string>()));
    }
}
