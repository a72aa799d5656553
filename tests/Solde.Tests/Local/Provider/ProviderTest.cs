using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

internal sealed record Reply(int Status, JsonObject Body, HttpResponseHeaders Headers)
{
    public JsonObject Error => Body["error"]!.AsObject();

    public string Id => Body.Id();

    public JsonArray Data => Body["data"]!.AsArray();

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

/// <summary>A sandbox of its own for each test, and a plain HTTP client that speaks to it as any client would.</summary>
public abstract class ProviderTest : IAsyncLifetime
{
    private readonly HttpClient client = new();

    internal ManualClock Clock { get; } = new();

    internal ProviderSandbox Sandbox { get; private set; } = null!;

    internal virtual ProviderSandboxOptions Options => new() { Clock = Clock };

    public virtual async Task InitializeAsync()
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_sandbox");
        await StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        client.Dispose();
    }

    internal async Task StartAsync() => Sandbox = await ProviderSandbox.StartAsync(Options);

    internal Task<Reply> Get(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, Address(path)));

    internal Task<Reply> Post(string path, string form = "", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address(path))
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return SendAsync(request);
    }

    internal async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
            return new Reply((int)response.StatusCode, body, response.Headers);
        }
    }

    internal async Task<int> Control(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, Address("/_sandbox/" + path));
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    internal async Task<JsonNode> Inspect(string path) => JsonNode.Parse(await client.GetStringAsync(Address("/_sandbox/" + path)))!;

    internal async Task<string> ACustomer() => (await Post("/v1/customers", "name=Ana")).Id;

    /// <summary>A test card attached to a new customer.</summary>
    internal async Task<(string Customer, string Method)> ASavedCard(string card = "pm_card_visa")
    {
        var customer = await ACustomer();
        return (customer, (await Post($"/v1/payment_methods/{card}/attach", $"customer={customer}")).Id);
    }

    /// <summary>A charge of 20.00 with nobody there.</summary>
    internal Task<Reply> Charge(string card = "pm_card_visa", string? key = null, string of = "") => Post(
        "/v1/payment_intents", $"amount=2000&currency=cad&customer={of}&payment_method={card}&confirm=true&off_session=true", key);

    internal Task<Reply> ASepaMethod(string iban) => Post(
        "/v1/payment_methods",
        $"type=sepa_debit&sepa_debit[iban]={iban}&billing_details[name]=Ana&billing_details[email]=ana@example.org");

    internal async Task<Reply> ADebit(string account = "000123456789")
    {
        var method = await Post(
            "/v1/payment_methods",
            "type=acss_debit&billing_details[name]=Ana&billing_details[email]=ana@example.org"
            + $"&acss_debit[account_number]={account}&acss_debit[institution_number]=000&acss_debit[transit_number]=11000");
        return await Post("/v1/payment_intents", $"amount=2000&currency=cad&payment_method={method.Id}&confirm=true");
    }

    internal IReadOnlyList<string> Told => [.. Sandbox.Objects.All("event").Select(told => told.Text("type")!)];

    internal JsonObject LastTold(string type) => Sandbox.Objects.All("event").Last(told => told.Text("type") == type);

    private Uri Address(string path) => new(Sandbox.BaseAddress, path);
}
