using System.Net.Http.Headers;
using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class ProviderApiTests : ProviderTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer sk_test_other")]
    [InlineData("Basic c2tfdGVzdF9zYW5kYm94Og==")]
    public async Task A_call_without_the_right_key_is_401(string? authorization)
    {
        using var stranger = new HttpClient();
        if (authorization is not null)
            stranger.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(authorization);
        using var response = await stranger.GetAsync(new Uri(Sandbox.BaseAddress, "/v1/customers"));
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Equal(401, Sandbox.Calls.Single().Status);
    }

    [Fact]
    public async Task Every_answer_names_its_request()
    {
        var (found, missing) = (await Post("/v1/customers"), await Get("/v1/customers/cus_none"));
        Assert.StartsWith("req_", found.Header("Request-Id"), StringComparison.Ordinal);
        Assert.StartsWith("req_", missing.Header("Request-Id"), StringComparison.Ordinal);
        Assert.NotEqual(found.Header("Request-Id"), missing.Header("Request-Id"));
    }

    [Theory]
    [InlineData("2026-07-29.dahlia", 200)]
    [InlineData("2024-06-20", 200)]
    [InlineData("2026-07-29.", 400)]
    [InlineData("latest", 400)]
    public async Task The_version_must_have_the_documented_form_and_is_echoed(string version, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Sandbox.BaseAddress, "/v1/customers"));
        request.Headers.Add("Stripe-Version", version);
        var reply = await SendAsync(request);
        Assert.Equal(status, reply.Status);
        Assert.Equal(version, reply.Header("Stripe-Version"));
    }

    [Theory]
    [InlineData("amount=2000&currency=cad&colour=red", "parameter_unknown", "colour")]
    [InlineData("currency=cad", "parameter_missing", "amount")]
    [InlineData("amount=&currency=cad", "parameter_missing", "amount")]
    [InlineData("amount=20.00&currency=cad", "parameter_invalid_integer", "amount")]
    [InlineData("amount=-1&currency=cad", "parameter_invalid_integer", "amount")]
    [InlineData("amount=49&currency=cad", "amount_too_small", "amount")]
    [InlineData("amount=100000000&currency=cad", "amount_too_large", "amount")]
    [InlineData("amount=2000&currency=cad&confirm=True", "parameter_invalid", "confirm")]
    [InlineData("amount=2000&currency=cad&payment_method_types=card", "parameter_invalid", "payment_method_types")]
    [InlineData("amount=2000&currency=cad&capture_method=manual", "parameter_invalid", "capture_method")]
    [InlineData("amount[0]=2000&currency=cad", "parameter_invalid", "amount")]
    public async Task A_wrong_parameter_is_refused_by_name(string form, string code, string parameter)
    {
        var reply = await Post("/v1/payment_intents", form);
        Assert.Equal(400, reply.Status);
        Assert.Equal("invalid_request_error", reply.Error.Text("type"));
        Assert.Equal(code, reply.Error.Text("code"));
        Assert.Equal(parameter, reply.Error.Text("param"));
        Assert.Empty(Sandbox.Objects.All("payment_intent"));
    }

    [Fact]
    public async Task An_unknown_nested_parameter_is_refused_by_its_whole_name()
    {
        var reply = await Post("/v1/payment_methods", "type=card&card[token]=tok_visa&card[colour]=red");
        Assert.Equal("card[colour]", reply.Error.Text("param"));
    }

    [Fact]
    public async Task The_smallest_amount_is_accepted() =>
        Assert.Equal(200, (await Post("/v1/payment_intents", "amount=50&currency=cad")).Status);

    [Theory]
    [InlineData("a]b=1")]
    [InlineData("metadata[a=1")]
    [InlineData("metadata=1&metadata[a]=1")]
    [InlineData("metadata[a][b][c][d][e][f]=1")]
    public async Task A_malformed_form_is_refused(string form) => Assert.Equal(400, (await Post("/v1/customers", form)).Status);

    [Fact]
    public async Task A_json_body_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseAddress, "/v1/customers"))
        {
            Content = new StringContent("{}", null, "application/json"),
        };
        Assert.Equal(400, (await SendAsync(request)).Status);
    }

    [Fact]
    public async Task Encoded_brackets_and_plus_signs_are_understood()
    {
        var reply = await Post("/v1/customers", "name=Ana+Luz&metadata%5Border%5D=a%26b");
        Assert.Equal("Ana Luz", reply.Body.Text("name"));
        Assert.Equal("a&b", reply.Body["metadata"]!["order"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/customers/cus_none")]
    [InlineData("/v1/payment_methods/pm_card_none")]
    [InlineData("/v1/payment_intents/pi_none")]
    [InlineData("/v1/refunds/re_none")]
    [InlineData("/v1/events/evt_none")]
    public async Task What_does_not_exist_is_404(string path) => Assert.Equal(404, (await Get(path)).Status);

    [Fact]
    public async Task An_unknown_object_in_a_parameter_is_400_resource_missing()
    {
        var reply = await Post("/v1/payment_intents", "amount=2000&currency=cad&customer=cus_none");
        Assert.Equal(400, reply.Status);
        Assert.Equal("resource_missing", reply.Error.Text("code"));
        Assert.Equal("customer", reply.Error.Text("param"));
    }

    [Fact]
    public async Task Every_call_is_logged_with_what_was_sent()
    {
        await Post("/v1/customers", "name=Ana", key: "k1");
        var call = Assert.Single(Sandbox.Calls);
        Assert.Equal(("POST", "/v1/customers", "k1", 200), (call.Method, call.Path, call.IdempotencyKey, call.Status));
        Assert.Equal("Ana", call.Parameters!.Text("name"));
    }
}
