using System.Text;
using System.Text.Json.Nodes;
using Solde.Local.Provider;

namespace Solde.Tests.Harness;

/// <summary>
/// Carries the sandbox's events to the app by hand, through the webhook as the host calls it, so that a test chooses order and number.
/// </summary>
internal static class ProviderWord
{
    public const string WebhookPath = "/api/v1/provider/webhook";

    /// <summary>The intents that the sandbox holds for one payment of ours: more than one means that it was asked for twice.</summary>
    public static IReadOnlyList<JsonObject> IntentsOf(this ProviderSandbox provider, string payment) =>
        [.. provider.Objects.All("payment_intent").Where(intent => intent["metadata"]?["payment"]?.GetValue<string>() == payment)];

    public static string IntentOf(this ProviderSandbox provider, string payment) => Assert.Single(provider.IntentsOf(payment)).Id();

    /// <summary>The refunds that the sandbox holds for one refund of ours, in the order of their parts: two for one part would be one too many.</summary>
    public static IReadOnlyList<JsonObject> RefundsOf(this ProviderSandbox provider, string refund) =>
        [.. provider.Objects.All("refund").Where(made => made["metadata"]?["refund"]?.GetValue<string>() == refund)
            .OrderBy(made => made["metadata"]!["part"]!.GetValue<string>(), StringComparer.Ordinal)];

    /// <summary>What the provider has said of an intent, oldest first.</summary>
    public static IReadOnlyList<JsonObject> EventsOf(this ProviderSandbox provider, string intent) =>
        [.. provider.Objects.All("event").Where(told => told["data"]!["object"]!["id"]?.GetValue<string>() == intent)];

    public static JsonObject LastEventOf(this ProviderSandbox provider, string intent, string type) =>
        provider.EventsOf(intent).Last(told => told.Text("type") == type);

    /// <summary>One event at the webhook, signed; what it starts waits in the queue.</summary>
    public static Task<TestAnswer> TellAsync(
        this SoldeTestApp app, JsonObject told, TimeProvider clock, string secret = SoldeTestSettings.WebhookSecret)
    {
        var body = told.ToJsonString();
        var signature = Signature.Of(Encoding.UTF8.GetBytes(body), secret, clock.GetUtcNow());
        return app.SendAsync(HttpMethod.Post, WebhookPath, body, headers: (Signature.Header, signature));
    }

    /// <summary>A call as the provider's dashboard or the customer's browser would make it.</summary>
    public static async Task<JsonObject> CallAsync(this ProviderSandbox provider, string path, string form)
    {
        using var client = new HttpClient { BaseAddress = provider.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
            Headers = { Authorization = new("Bearer", "sk_test_sandbox") },
        };
        using var response = await client.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }
}
