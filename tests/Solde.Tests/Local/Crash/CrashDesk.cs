using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Tests.Local.Crash;

/// <summary>
/// A clerk whose system dies under his hands: what is not answered, or answered with a fault of the server, he asks for
/// again under the same key, as COM-05 has it.
/// </summary>
internal sealed class CrashDesk(HttpClient api, string key, CancellationToken stop)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    public string Organisation => key.Split('_')[1];

    public static async Task<CrashDesk> OpenAsync(HttpClient api, string operatorKey, CancellationToken stop, string currency = "CAD")
    {
        var operatorDesk = new CrashDesk(api, operatorKey, stop);
        var id = "crash-" + Guid.NewGuid().ToString("N")[..12];
        var made = await operatorDesk.PostAsync("organisations", new { id, name = "Centre", currency, timeZone = "America/Toronto", language = "en" });
        return new CrashDesk(api, made["apiKey"]!["key"]!.GetValue<string>(), stop);
    }

    /// <summary>The same clerk after the system came back at another address.</summary>
    public CrashDesk At(HttpClient other) => new(other, key, stop);

    public async Task<string> AccountAsync(string email = "marie@example.org") =>
        IdOf(await PostAsync("accounts", new { name = "Marie Tremblay", email }));

    public async Task<string> InvoiceAsync(string account, long minor) => IdOf(await PostAsync(
        $"accounts/{account}/invoices", new { lines = new[] { new { description = "Swimming", unitPrice = Money(minor) } } }));

    public async Task<string> SaveCardAsync(string account, string providerToken) => IdOf(await PostAsync("payments/methods", new { account, providerToken }));

    public async Task<string> ChargeAsync(string account, string paymentMethod, long minor) =>
        IdOf(await PostAsync("payments/charges", new { account, paymentMethod, amount = Money(minor) }));

    public async Task<string> PayCashAsync(string account, long minor) =>
        IdOf(await PostAsync($"accounts/{account}/payments", new { method = "cash", amount = Money(minor) }));

    /// <summary>An account's first refund: nothing but this is to have been refunded after it.</summary>
    public async Task<string> RefundAsync(string account, long minor) => IdOf(await PostAsync(
        $"accounts/{account}/refunds", new { amount = Money(minor), expectedTotal = Money(minor), reason = "Moved away" }));

    public Task<JsonNode> ReceiveClaimsAsync() => PostAsync("claims/networks/darva/receive", new { });

    public Task DebitSettingsAsync(JsonNode settings) => SendAsync(HttpMethod.Put, "debits/settings", settings);

    public Task OpenGroupAsync(JsonNode group) => PostAsync("debits/groups", group);

    public async Task<string> StartRunAsync(string month) => IdOf(await PostAsync("debits/runs", new { month }));

    public Task TellOfFailuresAsync(string email) => SendAsync(
        HttpMethod.Put,
        "organisations/current/administrators/treasurer",
        new { name = "Treasurer", email, language = "en", permissions = new[] { "payments.failed" }, emails = new[] { "payment_failed" } });

    public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) => [.. (await GetAsync(path))["items"]!.AsArray().Select(item => item!)];

    /// <summary>The list, once it has something and all of it is so.</summary>
    public async Task<IReadOnlyList<JsonNode>> UntilAsync(string path, Func<JsonNode, bool> isSo)
    {
        while (true)
        {
            var items = await ListAsync(path);
            if (items.Count > 0 && items.All(isSo)) return items;
            await Task.Delay(BetweenTries, stop);
        }
    }

    private static object Money(long minor) => new { minor, currency = "CAD" };

    private static string IdOf(JsonNode made) => made["id"]!.GetValue<string>();

    private Task<JsonNode> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body)
    {
        var idempotencyKey = Guid.NewGuid().ToString("N");
        while (true)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new("Bearer", key);
            if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", idempotencyKey);
            if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
            using var response = await api.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            if (response.IsSuccessStatusCode) return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
            Assert.True(response.StatusCode >= HttpStatusCode.InternalServerError, $"{method} {path} answered {(int)response.StatusCode}: {text}");
            await Task.Delay(BetweenTries, stop);
        }
    }
}
