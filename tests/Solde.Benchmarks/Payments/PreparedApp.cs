using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Solde.Benchmarks.Host;
using Solde.Functions;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Payments;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Payments;

/// <summary>The app in this process, so that its storage calls can be counted, with one organisation taken in.</summary>
internal sealed class PreparedApp : IAsyncDisposable
{
    public const string Organisation = "org-benchmark";

    private const string OperatorKey = "operator-of-the-benchmark";
    private const string Method = "method-1";

    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly Uri _address;
    private string _key = OperatorKey;

    private PreparedApp(WebApplication app)
    {
        _app = app;
        _address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public TableServiceClient Tables => _app.Services.GetRequiredService<TableServiceClient>();

    public static async Task<PreparedApp> StartAsync(string storage)
    {
        var builder = SoldeApp.CreateBuilder(
        [
            "--Storage=" + storage,
            "--Storage:TablePrefix=b" + RandomNumberGenerator.GetHexString(8, lowercase: true),
            "--Solde:OperatorKeyHash=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OperatorKey))),
            "--Solde:SigningKey=signing-key-of-the-benchmarks-0123456789",
            "--Stripe:ApiKey=sk_test_benchmark",
            "--Mail:Folder=" + Path.GetTempPath(),
            "--Stripe:WebhookSecrets=" + ProviderEvents.Secret,
        ]);
        builder.Web.Logging.ClearProviders();
        // It stands still, so that the organisation's settings are read once and not again every half minute: the count is exact.
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new StandingClock(DateTimeOffset.UtcNow)));
        var app = SoldeApp.Build(builder);
        await SoldeApp.CreateTablesAsync(app.Services);
        await app.StartAsync();
        var prepared = new PreparedApp(app);
        await prepared.OpenAsync();
        return prepared;
    }

    /// <summary>An account with one invoice to pay.</summary>
    public async Task<(string Account, string Invoice)> AccountAsync(long minor)
    {
        var account = await CreateAsync("AccountsCommands", "accounts", new JsonObject { ["name"] = "Marie Tremblay", ["email"] = $"{Guid.NewGuid():N}@example.org" });
        var invoice = await CreateAsync("AccountsCommands", $"accounts/{account}/invoices", new JsonObject
        {
            ["issueDate"] = "2026-01-05",
            ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Money(minor) }),
        });
        return (account, invoice);
    }

    /// <summary>A charge that waits for the provider's word. The saved method is put there directly: no provider is needed.</summary>
    public async Task<string> ChargeAsync(string account, string invoice, long minor)
    {
        var saved = new SavedMethod(Method, "pm_1", "card", "visa 4242", DateTimeOffset.UtcNow);
        var payer = new Payer { Account = account, Head = new PayerHead("cus_1"), Methods = ImmutableSortedDictionary<string, SavedMethod>.Empty.Add(Method, saved) };
        await _app.Services.GetRequiredService<AggregateStore<Payer>>().ChangeAsync(
            account,
            new Command { Organisation = Organisation, Actor = "benchmark", Outgoing = new OutgoingMessages(), CancellationToken = CancellationToken.None },
            _ => new Decision<Payer>.Changed(payer, new JournalNote("PaymentMethodSaved"), Answer.NoContent, []));
        return await CreateAsync("PaymentsCommands", "payments/charges", new JsonObject
        {
            ["account"] = account,
            ["paymentMethod"] = Method,
            ["amount"] = Money(minor),
            ["invoices"] = new JsonArray(invoice),
        });
    }

    /// <summary>The host's call that records a payment in cash.</summary>
    public byte[] RecordPayment(string account, string invoice, long minor) => Command(
        $"accounts/{account}/payments",
        new JsonObject { ["method"] = "cash", ["amount"] = Money(minor), ["invoices"] = new JsonArray(invoice) });

    /// <returns>The app's whole answer to the host.</returns>
    public async Task<string> CallAsync(string function, byte[] call)
    {
        using var request = HostCalls.ToFunction(_address, function, call);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private static JsonObject Money(long minor) => new() { ["minor"] = minor, ["currency"] = "CAD" };

    private async Task OpenAsync()
    {
        var body = new JsonObject { ["id"] = Organisation, ["name"] = "Centre", ["currency"] = "CAD", ["timeZone"] = "America/Toronto", ["language"] = "en" };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "api/v1/organisations")) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", "Bearer " + OperatorKey);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        _key = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["apiKey"]!["key"]!.GetValue<string>();
    }

    private async Task<string> CreateAsync(string function, string path, JsonObject body)
    {
        var response = JsonNode.Parse(await CallAsync(function, Command(path, body)))!["Outputs"]!["response"]!;
        if (response["statusCode"]!.GetValue<int>() is < 200 or > 299)
            throw new InvalidOperationException(response.ToJsonString());
        return JsonNode.Parse(response["body"]!.GetValue<string>())!["id"]!.GetValue<string>();
    }

    private byte[] Command(string path, JsonObject body) => HostCalls.Http(
        "POST",
        "/api/v1/" + path,
        body.ToJsonString(),
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer " + _key),
        ("Idempotency-Key", Guid.NewGuid().ToString("N")));

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
