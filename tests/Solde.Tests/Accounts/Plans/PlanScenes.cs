using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>Plans and subscriptions in one line, and the days that pass over them.</summary>
internal static class PlanScenes
{
    /// <summary>Weekly in two parts from today on, unless the wish says otherwise.</summary>
    public static async Task<JsonNode> PlanAsync(this Desk desk, string account, long minor, JsonObject wish, params string[] invoices) =>
        (await desk.AskPlanAsync(account, minor, wish, invoices)).Expect(HttpStatusCode.Created);

    public static Task<TestAnswer> AskPlanAsync(this Desk desk, string account, long minor, JsonObject wish, params string[] invoices)
    {
        var body = new JsonObject { ["amount"] = Desk.Money(minor), ["invoices"] = new JsonArray([.. invoices.Select(id => JsonValue.Create(id))]) };
        if (wish["dates"] is null)
            (body["every"], body["parts"]) = ("week", 2);
        foreach (var (name, value) in wish)
            body[name] = value?.DeepClone();
        return desk.PostAsync($"accounts/{account}/plans", body);
    }

    public static async Task<JsonNode> PlanOfAsync(this Desk desk, string account, JsonNode plan) =>
        (await desk.GetAsync($"accounts/{account}/plans/{Text(plan["id"])}")).Expect(HttpStatusCode.OK);

    /// <summary>The states of a plan's instalments, in their order.</summary>
    public static async Task<string[]> StatesAsync(this Desk desk, string account, JsonNode plan) =>
        [.. (await desk.PlanOfAsync(account, plan))["instalments"]!.AsArray().Select(instalment => Text(instalment!["state"]))];

    public static async Task<JsonNode> SubscribeAsync(this Desk desk, string account, long minor, string method, JsonObject? wish = null)
    {
        var body = new JsonObject { ["description"] = "Gym", ["price"] = Desk.Money(minor), ["paymentMethod"] = method };
        foreach (var (name, value) in wish ?? [])
            body[name] = value?.DeepClone();
        return (await desk.PostAsync($"accounts/{account}/subscriptions", body)).Expect(HttpStatusCode.Created);
    }

    public static async Task<JsonNode[]> ListAsync(this Desk desk, string list) =>
        [.. (await desk.GetAsync(list)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!)];

    /// <summary>The clock stands at an instant, the hour strikes, and all that it starts is done.</summary>
    public static async Task StrikeAsync(this AppFixture fixture, DateTimeOffset at)
    {
        Assert.True(at >= fixture.Clock.GetUtcNow(), $"It is {fixture.Clock.GetUtcNow():O} already.");
        await fixture.App.DrainAsync();
        fixture.Clock.Advance(at - fixture.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("FindDuePayments"));
        await fixture.App.DrainAsync();
    }

    /// <summary>Noon of a day, so many days from now, at Greenwich: morning in Toronto.</summary>
    public static Task StrikeAfterAsync(this AppFixture fixture, int days) =>
        fixture.StrikeAsync(fixture.Clock.GetUtcNow().AddDays(days));

    /// <summary>The day that it is in Toronto, so many days from now.</summary>
    public static DateOnly Day(this AppFixture fixture, int days = 0) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(fixture.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Toronto")).DateTime).AddDays(days);

    public static JsonArray Dates(params DateOnly[] dates) => [.. dates.Select(date => (JsonNode)$"{date:yyyy-MM-dd}")];
}
