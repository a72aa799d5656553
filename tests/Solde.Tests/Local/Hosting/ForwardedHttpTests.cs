using System.Net;
using System.Text;

namespace Solde.Tests.Local.Hosting;

public sealed class ForwardedHttpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HttpClient Caller = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    [Fact]
    public async Task A_pure_http_function_gets_the_request_as_it_came()
    {
        using var app = new FakeApp().With("Orders", Bindings.HttpTrigger("orders/{*path}", "post"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.BaseAddress, "api/orders/a%2Fb/c%20d?x=1&x=2&empty="))
        {
            Content = new StringContent("{ \"é\":  1 }", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Own", ["one", "two"]);
        request.Headers.UserAgent.ParseAdd("caller/1");

        using var response = await Caller.SendAsync(request);

        var call = Assert.Single(app.Calls);
        Assert.Equal("POST", call.Method);
        Assert.Equal("/api/orders/a%2Fb/c%20d?x=1&x=2&empty=", call.Url);
        Assert.Equal("{ \"é\":  1 }", call.Body);
        Assert.Equal("application/json; charset=utf-8", call.Headers["content-type"]);
        Assert.Equal("one, two", call.Headers["x-own"]);
        Assert.Equal(host.BaseAddress.Authority, call.Headers["host"]);
        Assert.True(Guid.TryParse(call.Headers["x-azure-functions-invocationid"], out _));
        Assert.Equal($"caller/1 Azure-Functions-Host/{call.Headers["x-azure-functions-hostversion"]}", call.Headers["user-agent"]);
    }

    [Fact]
    public async Task The_answer_goes_back_as_it_is()
    {
        const string headers = "{ Location: '/elsewhere', 'Set-Cookie': ['a=1', 'b=2'], 'Content-Type': 'text/x-own' }";
        using var app = new FakeApp($"{{ status: 303, headers: {headers}, body: 'See there' }}")
            .With("Moved", Bindings.HttpTrigger("moved"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.GetAsync(new Uri(host.BaseAddress, "api/moved"));
        using var again = await Caller.GetAsync(new Uri(host.BaseAddress, "api/moved"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/elsewhere", response.Headers.Location!.OriginalString);
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("Set-Cookie"));
        Assert.Equal("text/x-own", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("See there", await response.Content.ReadAsStringAsync());
        Assert.All(app.Calls, call => Assert.False(call.Headers.ContainsKey("cookie"), "The host keeps no cookies."));
        Assert.Equal(2, app.Calls.Count);
    }

    [Fact]
    public async Task A_failure_of_the_app_is_its_own_answer_and_not_a_500_of_the_host()
    {
        using var app = new FakeApp("{ status: 503, headers: { 'Retry-After': '7' }, body: 'busy' }")
            .With("Busy", Bindings.HttpTrigger("busy"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.GetAsync(new Uri(host.BaseAddress, "api/busy"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("busy", await response.Content.ReadAsStringAsync());
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_chunked_body_of_a_megabyte_is_streamed_through()
    {
        using var app = new FakeApp("{ body: call.body }").With("Echo", Bindings.HttpTrigger("echo", "PUT"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 65_536));
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(host.BaseAddress, "api/echo"));
        request.Content = new StringContent(text);
        request.Headers.TransferEncodingChunked = true;

        using var response = await Caller.SendAsync(request);

        Assert.Equal(text, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_gateway_time_out()
    {
        using var app = new FakeApp("await sleep(60000)").With("Slow", Bindings.HttpTrigger("slow"), Bindings.HttpOut);
        await using var host = await Solde.Local.Hosting.LocalHost.StartAsync(
            app.Options(azurite) with { HttpAnswerLimit = TimeSpan.FromMilliseconds(200) });

        using var response = await Caller.GetAsync(new Uri(host.BaseAddress, "api/slow"));

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }
}
