using System.Net;

namespace Solde.Tests.Local.Hosting;

public sealed class HttpRoutesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HttpClient Caller = new();

    [Fact]
    public async Task Functions_share_a_route_when_their_methods_differ_and_the_most_specific_route_wins()
    {
        using var app = Wrapped()
            .With("Read", Bindings.HttpTrigger("accounts/{*path}", "get"), Bindings.HttpOut)
            .With("Write", Bindings.HttpTrigger("accounts/{*path}", "post", "put"), Bindings.HttpOut)
            .With("ReadOne", Bindings.HttpTrigger("accounts/{id:int}", "get"), Bindings.HttpOut)
            .With("Unnamed", Bindings.HttpTrigger(""), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);

        foreach (var line in new[] { "GET accounts", "PUT accounts/a/b", "GET accounts/7", "GET accounts/x", "DELETE unnamed" })
        {
            var words = line.Split(' ');
            using var request = new HttpRequestMessage(new HttpMethod(words[0]), new Uri(host.BaseAddress, $"api/{words[1]}"));
            using var response = await Caller.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(["/Read", "/Write", "/ReadOne", "/Read", "/Unnamed"], app.Calls.Select(call => call.Url));
    }

    [Theory]
    [InlineData("GET", "api/none")]
    [InlineData("GET", "accounts")]
    [InlineData("DELETE", "api/accounts")]
    public async Task No_route_and_no_such_method_are_both_a_404(string method, string path)
    {
        using var app = Wrapped().With("Read", Bindings.HttpTrigger("accounts", "get"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.BaseAddress, path));

        using var response = await Caller.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(app.Calls);
    }

    [Theory]
    [InlineData("", "accounts")]
    [InlineData("v2/money", "v2/money/accounts")]
    public async Task The_route_prefix_is_that_of_host_json(string prefix, string path)
    {
        using var app = Wrapped().With("Read", Bindings.HttpTrigger("accounts", "get"), Bindings.HttpOut)
            .WithHostJson(json => json.Replace("\"version\"", $$"""
                "extensions": { "http": { "routePrefix": "{{prefix}}" } }, "version"
                """, StringComparison.Ordinal));
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.GetAsync(new Uri(host.BaseAddress, path));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    // A wrapped call names its function, so that the test sees which one was chosen.
    private static FakeApp Wrapped() => new FakeApp()
        .WithoutForwarding();
}
