using System.Net;
using System.Text.Json.Nodes;

namespace Solde.Tests.Harness;

/// <summary>An organisation's billing desk: scenes in one line, so that a test shows only the fact it is about.</summary>
public sealed class Desk(SoldeTestApp app, string organisation, string key)
{
    public SoldeTestApp App { get; } = app;

    public string Organisation { get; } = organisation;

    public string Key { get; } = key;

    public static async Task<Desk> OpenAsync(
        SoldeTestApp app, string currency = "CAD", string timeZone = "America/Toronto", string language = "en", string? id = null)
    {
        id ??= "org-" + Guid.NewGuid().ToString("N")[..12];
        var body = new JsonObject { ["id"] = id, ["name"] = "Centre " + id, ["currency"] = currency, ["timeZone"] = timeZone, ["language"] = language };
        var made = (await app.SendAsync(
            HttpMethod.Post, "/api/v1/organisations", body, SoldeTestSettings.OperatorKey)).Expect(HttpStatusCode.Created);
        return new Desk(app, id, made["apiKey"]!["key"]!.GetValue<string>());
    }

    public static JsonObject Money(long minor, string currency = "CAD") => new() { ["minor"] = minor, ["currency"] = currency };

    public static string NewKey() => Guid.NewGuid().ToString("N");

    /// <summary>The same desk with another key, such as one with fewer scopes.</summary>
    public Desk With(string key) => new(App, Organisation, key);

    /// <summary>Replaces the settings: those named in <paramref name="changes"/>, the others as a new organisation has them.</summary>
    public async Task<TestAnswer> SettingsAsync(JsonObject changes, params (string Name, string Value)[] headers)
    {
        var settings = new JsonObject
        {
            ["name"] = "Centre " + Organisation,
            ["language"] = "en",
            ["taxes"] = new JsonArray(),
            ["offlineMethods"] = new JsonArray("cash", "cheque", "transfer"),
            ["allocationOrder"] = "oldest_due_first",
            ["bankHolidays"] = new JsonArray(),
            ["notificationAddresses"] = new JsonArray(),
        };
        foreach (var (name, value) in changes)
            settings[name] = value?.DeepClone();
        return await PutAsync("organisations/current/settings", settings, headers);
    }

    public async Task<string> ApiKeyAsync(params string[] scopes)
    {
        var body = new JsonObject { ["name"] = "of a test", ["scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]) };
        return (await PostAsync("organisations/current/api-keys", body)).Expect(HttpStatusCode.Created)["key"]!.GetValue<string>();
    }

    public Task<TestAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        App.SendAsync(HttpMethod.Get, "/api/v1/" + path, null, Key, null, headers);

    public Task<TestAnswer> PostAsync(string path, object? body, string? idempotencyKey = null) =>
        App.SendAsync(HttpMethod.Post, "/api/v1/" + path, body, Key, idempotencyKey ?? NewKey());

    public Task<TestAnswer> PutAsync(string path, object body, params (string Name, string Value)[] headers) =>
        App.SendAsync(HttpMethod.Put, "/api/v1/" + path, body, Key, null, headers);

    public Task<TestAnswer> DeleteAsync(string path) => App.SendAsync(HttpMethod.Delete, "/api/v1/" + path, null, Key);

    public async Task<string> AccountAsync(string name = "Marie Tremblay", string? email = null)
    {
        var body = new JsonObject { ["name"] = name, ["email"] = email ?? $"{Guid.NewGuid():N}@example.org" };
        return (await PostAsync("accounts", body)).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
    }

    public async Task<string> InvoiceAsync(string account, long minor, string? due = null, string currency = "CAD")
    {
        var body = new JsonObject
        {
            ["issueDate"] = "2026-01-05",
            ["lines"] = new JsonArray(new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Money(minor, currency) }),
        };
        if (due is not null)
            body["dueDates"] = new JsonArray(due);
        return (await PostAsync($"accounts/{account}/invoices", body)).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
    }

    public async Task<JsonNode> PayAsync(string account, long minor, params string[] invoices)
    {
        var body = new JsonObject { ["method"] = "cash", ["amount"] = Money(minor), ["invoices"] = new JsonArray([.. invoices.Select(id => JsonValue.Create(id))]) };
        return (await PostAsync($"accounts/{account}/payments", body)).Expect(HttpStatusCode.Created);
    }

    public async Task<string> SaveCardAsync(string account, string token = "pm_card_visa")
    {
        var body = new JsonObject { ["account"] = account, ["providerToken"] = token };
        return (await PostAsync("payments/methods", body)).Expect(HttpStatusCode.Created)["id"]!.GetValue<string>();
    }

    /// <summary>Asks for a charge; it is made when the queue is delivered.</summary>
    public async Task<string> ChargeAsync(string account, string method, long minor, params string[] invoices)
    {
        var body = new JsonObject
        {
            ["account"] = account,
            ["paymentMethod"] = method,
            ["amount"] = Money(minor),
            ["invoices"] = new JsonArray([.. invoices.Select(id => JsonValue.Create(id))]),
        };
        return (await PostAsync("payments/charges", body)).Expect(HttpStatusCode.Accepted)["id"]!.GetValue<string>();
    }

    /// <summary>A card saved, charged and arrived.</summary>
    public async Task<string> PaidByCardAsync(string account, long minor, string token = "pm_card_visa", params string[] invoices)
    {
        var payment = await ChargeAsync(account, await SaveCardAsync(account, token), minor, invoices);
        await App.DrainAsync();
        return payment;
    }

    /// <summary>A refund's body: its expected total is what the account says, and this amount.</summary>
    public async Task<JsonObject> RefundOfAsync(string account, long minor)
    {
        var balance = (await GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK);
        return new JsonObject
        {
            ["amount"] = Money(minor),
            ["expectedTotal"] = Money(balance["totalRefunded"]!["minor"]!.GetValue<long>() + minor),
            ["reason"] = "Moved away",
        };
    }

    public async Task<JsonNode> RefundAsync(string account, long minor) =>
        (await PostAsync($"accounts/{account}/refunds", await RefundOfAsync(account, minor))).Expect(HttpStatusCode.Accepted);

    public async Task<JsonNode> RefundOfAccountAsync(string account, string refund) =>
        (await GetAsync($"accounts/{account}/refunds/{refund}")).Expect(HttpStatusCode.OK);

    public async Task<JsonNode> CancelInvoiceAsync(string account, string invoice, string settle, params string[] lines)
    {
        var body = new JsonObject { ["settle"] = settle, ["reason"] = "Course cancelled" };
        if (lines.Length > 0)
            body["lines"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]);
        return (await PostAsync($"accounts/{account}/invoices/{invoice}/cancellation", body)).Expect(HttpStatusCode.OK);
    }

    public async Task<JsonNode> CreditAsync(string account, string credit) => (await GetAsync($"accounts/{account}/credits/{credit}")).Expect(HttpStatusCode.OK);

    /// <summary>Every entry of an account's journal, oldest first.</summary>
    public async Task<JsonArray> JournalAsync(string account) =>
        (await GetAsync($"accounts/{account}/journal?order=oldest&limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    public async Task<JsonNode> PaymentAsync(string account, string payment) => (await GetAsync($"accounts/{account}/payments/{payment}")).Expect(HttpStatusCode.OK);

    public async Task<JsonNode> InvoiceOfAsync(string account, string invoice) => (await GetAsync($"accounts/{account}/invoices/{invoice}")).Expect(HttpStatusCode.OK);

    public async Task<long> BalanceAsync(string account) =>
        (await GetAsync($"accounts/{account}/balance")).Expect(HttpStatusCode.OK)["current"]!["minor"]!.GetValue<long>();

    public Task<TestAnswer> SearchAsync(string text, string? cursor = null) =>
        PostAsync("accounts/search", new JsonObject { ["text"] = text, ["limit"] = 1, ["cursor"] = cursor });

    public Task<TestAnswer> RemoveMemberAsync(string account, string member, string requestedBy) =>
        PostAsync($"accounts/{account}/members/{member}/removal", new JsonObject { ["requestedBy"] = requestedBy });

    /// <summary>Recomputes everything the organisation has; a difference fails the test with its words.</summary>
    public async Task BooksBalanceAsync()
    {
        var books = await BooksAsync();
        Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
        Assert.NotEqual(0, books["accounts"]!.GetValue<int>());
    }

    /// <summary>What the deep check of all books says. It finds accounts by their index, so that comes first.</summary>
    public async Task<JsonNode> BooksAsync()
    {
        foreach (var message in App.Queue.Where(message => message.Text.Contains("\"AccountChanged\"", StringComparison.Ordinal)).ToArray())
            await App.DeliverAsync(message);
        return (await GetAsync("accounts/books?deep=true")).Expect(HttpStatusCode.OK);
    }
}
