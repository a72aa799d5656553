using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Api;
using Solde.Tests.Harness;

namespace Solde.Tests.Organisations;

[Trait("Rule", "COM-08")]
public sealed class AccessControlTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_call_without_a_key_is_refused()
    {
        var answer = await fixture.App.SendAsync(HttpMethod.Get, "/api/v1/accounts");

        answer.Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData("Basic c29sZGU6c29sZGU=")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer solde_")]
    [InlineData("Bearer solde___")]
    [InlineData("Bearer solde_org_id_")]
    [InlineData("Bearer solde_'%20or%201%20eq%201_x_y")]
    [InlineData("Bearer solde_|organisation|_x_y")]
    [InlineData("Bearer operator-key-of-the-tests")]
    public async Task A_malformed_key_is_refused(string header)
    {
        var answer = await fixture.App.SendAsync(HttpMethod.Get, "/api/v1/accounts", headers: ("Authorization", header));

        answer.Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_key_of_any_length_is_refused_without_an_error()
    {
        foreach (var length in new[] { 256, 257, 4_000 })
            (await GetWithAsync("solde_" + new string('a', length - 9) + "_b_c")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_key_with_another_secret_another_id_or_another_organisation_is_refused_in_the_same_words()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var other = await Desk.OpenAsync(fixture.App);
        var parts = desk.Key.Split('_');
        string[] wrong =
        [
            desk.Key[..^1] + (desk.Key[^1] == '0' ? '1' : '0'),
            desk.Key.ToUpperInvariant().Replace("SOLDE_", "solde_", StringComparison.Ordinal),
            $"{parts[0]}_{parts[1]}_000000000000_{parts[3]}",
            $"{parts[0]}_{other.Organisation}_{parts[2]}_{parts[3]}",
            $"{parts[0]}_nobody_{parts[2]}_{parts[3]}",
        ];

        var bodies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in wrong)
        {
            var answer = await GetWithAsync(key);
            answer.Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
            bodies.Add(SameButForTheRequest(answer));
        }
        Assert.Single(bodies);
    }

    [Fact]
    public async Task A_key_of_a_scope_does_what_the_scope_says_and_nothing_else()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var reader = desk.With(await desk.ApiKeyAsync("billing.read"));
        var body = new JsonObject { ["name"] = "Marie", ["email"] = "marie@example.org" };

        (await reader.GetAsync("accounts")).Expect(HttpStatusCode.OK);
        var refused = await reader.PostAsync("accounts", body);

        refused.Refuses(HttpStatusCode.Forbidden, "missing_scope");
        Assert.Contains("billing.write", refused.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await reader.GetAsync("organisations/current/api-keys")).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await reader.GetAsync("notifications")).Refuses(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task Only_the_operator_takes_in_organisations()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var body = new JsonObject { ["id"] = "mine", ["name"] = "Mine", ["currency"] = "CAD", ["timeZone"] = "America/Toronto", ["language"] = "en" };

        (await desk.PostAsync("organisations", body)).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        (await desk.PostAsync("organisations/current/api-keys", new JsonObject { ["name"] = "more", ["scopes"] = new JsonArray("operator") }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Every_endpoint_needs_a_scope_or_says_why_it_is_open_to_all()
    {
        var endpoints = fixture.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();

        Assert.All(endpoints, endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<ScopeNeeded>() is not null ^ endpoint.Metadata.GetMetadata<OpenToAll>() is not null, endpoint.DisplayName));
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ScopeNeeded>() is not null))
        {
            var method = new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
            var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
                segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x"));
            var answer = await fixture.App.SendAsync(method, "/" + path, method == HttpMethod.Get ? null : "{}");
            Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{method} {path} says {answer.Status} to a caller without a key.");
        }
    }

    private Task<TestAnswer> GetWithAsync(string key) => fixture.App.SendAsync(HttpMethod.Get, "/api/v1/accounts", key: key);

    private static string SameButForTheRequest(TestAnswer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("requestId");
        return json.ToJsonString();
    }
}
