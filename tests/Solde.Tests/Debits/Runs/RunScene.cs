using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>
/// A Brazilian administrator whose groups are charged in March 2026: an agreement with Banco do Brasil, an agent that sends slips by e-mail.
/// Today is 10 March, the assembly's due date the 15th.
/// </summary>
internal sealed record RunScene(Desk Desk)
{
    public const string Month = "2026-03";

    public const string BankOutlet = "bank-bb-1";

    public SoldeTestApp App => Desk.App;

    public static async Task<RunScene> OpenAsync(SoldeTestApp app, string? runs = null, string? organisation = null)
    {
        var desk = await Desk.OpenAsync(app, "BRL", "America/Sao_Paulo", "pt", organisation);
        (await desk.PutAsync("debits/settings", Settings(runs))).Expect(HttpStatusCode.OK);
        return new RunScene(desk);
    }

    public static JsonObject Settings(string? runs = null)
    {
        var settings = ConsortiumScene.Settings();
        settings["agreements"] = JsonNode.Parse("""
            [{
              "id": "bb-1", "scheme": "febraban150", "profile": "banco-do-brasil", "currency": "BRL", "ourId": "12345",
              "ourName": "CONSORCIO SOLDE", "bankCode": "001", "bankName": "BANCO DO BRASIL"
            }]
            """);
        settings["agents"]![0]!["remittanceTypes"]!.AsArray().Add(
            JsonNode.Parse("""{ "type": "monthly_collection_by_email", "layout": "T0071" }"""));
        if (runs is not null)
            settings["runs"] = JsonNode.Parse(runs);
        return settings;
    }

    /// <summary>Active, with so many quotas that pay by slips by post.</summary>
    public async Task<string> GroupAsync(string id, int quotas = 0, string agent = "bb", Action<JsonObject>? change = null)
    {
        var body = ConsortiumScene.GroupBody(id);
        body["agent"] = agent;
        change?.Invoke(body);
        (await Desk.PostAsync("debits/groups", body)).Expect(HttpStatusCode.Created);
        for (var first = 1; first <= quotas; first += 49)
        {
            var some = Enumerable.Range(first, Math.Min(49, quotas - first + 1)).Select(number => (JsonNode)Quota(number));
            (await Desk.PostAsync($"debits/groups/{id}/quotas/bulk", new JsonObject { ["quotas"] = new JsonArray([.. some]) }))
                .Expect(HttpStatusCode.Created);
        }
        return id;
    }

    public static JsonObject Quota(int number, string? address = "Rua das Flores 1\n01000-000 São Paulo")
    {
        var body = ConsortiumScene.QuotaBody(number);
        if (address is not null)
            body["member"]!["postalAddress"] = address;
        return body;
    }

    public async Task<ConsortiumScene> QuotaAsync(string group, JsonObject body) => new(
        Desk, group, Text((await Desk.PostAsync($"debits/groups/{group}/quotas", body)).Expect(HttpStatusCode.Created)["id"]));

    public ConsortiumScene Quota(string group, int number) => new(Desk, group, $"{number:D6}-00");

    /// <summary>The quota is debited from an account with an active mandate.</summary>
    public static async Task DebitedAsync(ConsortiumScene quota, int dayOfMonth = 0)
    {
        var account = await quota.BankAccountAsync();
        await quota.DoneAsync(
            "direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = dayOfMonth, ["from"] = "2026-01-01" });
        (await quota.SayAsync((await quota.MandatesAsync())[0]!, "confirmation", null)).Expect(HttpStatusCode.OK);
    }

    public async Task<string> BeginAsync(string month = Month, bool isDryRun = false, string? key = null) => Text(
        (await Desk.PostAsync(
            "debits/runs", new JsonObject { ["month"] = month, ["isDryRun"] = isDryRun }, key)).Expect(HttpStatusCode.Accepted)["id"]);

    /// <summary>A run from beginning to end.</summary>
    public async Task<JsonNode> RunAsync(string month = Month, bool isDryRun = false)
    {
        var run = await BeginAsync(month, isDryRun);
        await App.DrainAsync();
        return await ReadAsync(run);
    }

    public async Task<JsonNode> ReadAsync(string run) => (await Desk.GetAsync("debits/runs/" + run)).Expect(HttpStatusCode.OK);

    public async Task<JsonNode> ChargeAsync(string group, int number, string month = Month) =>
        (await Desk.GetAsync($"debits/groups/{group}/quotas/{number:D6}-00/charges/{month}")).Expect(HttpStatusCode.OK);

    public async Task<string[]> LeftOutAsync(string run, string query = "") =>
    [
        .. (await Desk.GetAsync($"debits/runs/{run}/left-out{query}")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(left => $"{Text(left!["group"])} {Text(left["quota"])} {Text(left["reason"])}"),
    ];

    /// <summary>What a run asks for, as <c>channel outlet due count amount</c>.</summary>
    public static string[] ByOutlet(JsonNode run) =>
    [
        .. run["byOutlet"]!.AsArray().Select(total =>
            $"{Text(total!["channel"])} {Text(total["outlet"])} {Text(total["due"])} {total["count"]} {total["amount"]!["minor"]}"),
    ];

    public static string Totals(JsonNode run) =>
        $"{Text(run["state"])}: {run["groups"]} groups, {run["quotas"]} quotas, {run["charged"]} charged, {run["earlier"]} earlier";
}
