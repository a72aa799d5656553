using System.Net;
using System.Text;
using System.Text.Json;

namespace Solde.Tests.Local.Hosting;

public sealed class WrappedHttpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HttpClient Caller = new();

    [Fact]
    public async Task A_function_with_a_second_output_gets_the_request_as_json()
    {
        using var app = Commands();
        await using var host = await app.StartAsync(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.BaseAddress, "api/accounts/42/pay?dry=1"))
        {
            Content = new StringContent("{ \"a\":  1 }", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Own", "one");

        using var response = await Caller.SendAsync(request);

        var call = Assert.Single(app.Calls);
        Assert.Equal(("POST", "/Commands"), (call.Method, call.Url));
        Assert.StartsWith("application/json", call.Headers["content-type"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(call.Headers["x-azure-functions-invocationid"], out _));
        Assert.Equal($"Azure-Functions-Host/{call.Headers["x-azure-functions-hostversion"]}", call.Headers["user-agent"]);
        var data = call.Data("req");
        Assert.Equal($"{host.BaseAddress}api/accounts/42/pay?dry=1", data.GetProperty("Url").GetString());
        Assert.Equal("POST", data.GetProperty("Method").GetString());
        Assert.Equal("1", data.GetProperty("Query").GetProperty("dry").GetString());
        Assert.Equal("""["one"]""", data.GetProperty("Headers").GetProperty("X-Own").GetRawText());
        Assert.Equal("42", data.GetProperty("Params").GetProperty("id").GetString());
        Assert.Equal(0, data.GetProperty("Identities").GetArrayLength());
        Assert.Equal("{ \"a\":  1 }", data.GetProperty("Body").GetString());
        Assert.Equal("Commands", call.Metadata("sys").GetProperty("MethodName").GetString());
        Assert.Equal(JsonValueKind.String, call.Metadata("sys").GetProperty("UtcNow").ValueKind);
        Assert.Equal(JsonValueKind.String, call.Metadata("sys").GetProperty("RandGuid").ValueKind);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task A_binary_body_is_base64(string contentType)
    {
        using var app = Commands();
        await using var host = await app.StartAsync(azurite);
        using var content = new ByteArrayContent([0, 255, 10]);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await Caller.PostAsync(new Uri(host.BaseAddress, "api/accounts/42/pay"), content);

        Assert.Equal("AP8K", Assert.Single(app.Calls).Data("req").GetProperty("Body").GetString());
    }

    [Fact]
    public async Task A_request_without_a_body_has_no_body_property()
    {
        using var app = Commands();
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.PostAsync(new Uri(host.BaseAddress, "api/accounts/42/pay"), content: null);

        Assert.False(Assert.Single(app.Calls).Data("req").TryGetProperty("Body", out _));
    }

    [Theory]
    [InlineData("""{ statusCode: 201, body: '{"id":1}', headers }""")]
    [InlineData("""JSON.stringify({ statusCode: '201', body: '{"id":1}', headers })""")]
    [InlineData("""{ status: 201, body: { id: 1 }, headers }""")]
    public async Task The_http_output_is_the_answer_as_an_object_or_as_its_text(string output)
    {
        const string headers = """{ 'Content-Type': 'application/json', ETag: '"7"' }""";
        using var app = Commands($"{{ body: (headers => JSON.stringify({{ Outputs: {{ res: {output} }} }}))({headers}) }}");
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.PostAsync(new Uri(host.BaseAddress, "api/accounts/42/pay"), content: null);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("""{"id":1}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("\"7\"", response.Headers.ETag!.ToString());
    }

    [Theory]
    [InlineData("{ status: 400, body: 'because' }")]
    [InlineData("{ body: 'no json' }")]
    [InlineData("{ body: '[1]' }")]
    [InlineData("process.exit(1)")]
    public async Task A_failed_invocation_is_a_500_without_its_reason(string answer)
    {
        using var app = Commands(answer);
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.PostAsync(new Uri(host.BaseAddress, "api/accounts/42/pay"), content: null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_pure_http_function_is_wrapped_too_where_forwarding_is_off()
    {
        using var app = new FakeApp().With("Orders", Bindings.HttpTrigger("orders"), Bindings.HttpOut)
            .WithoutForwarding();
        await using var host = await app.StartAsync(azurite);

        using var response = await Caller.GetAsync(new Uri(host.BaseAddress, "api/orders"));

        Assert.Equal("/Orders", Assert.Single(app.Calls).Url);
    }

    private static FakeApp Commands(string answer = FakeApp.NoOutputs)
    {
        var queue = Bindings.QueueOut(AzuriteFixture.RandomName("q"));
        return new FakeApp(answer).With("Commands", Bindings.HttpTrigger("accounts/{id}/pay", "post"), Bindings.HttpOut, queue);
    }
}
