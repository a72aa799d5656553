using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>A Brazilian administrator with one group of one quota. Today is 10 March 2026.</summary>
internal sealed record ConsortiumScene(Desk Desk, string Group, string Quota)
{
    public const string Today = "2026-03-10";

    public string Path => $"debits/groups/{Group}/quotas/{Quota}";

    public static async Task<ConsortiumScene> OpenAsync(SoldeTestApp app, JsonObject? settings = null)
    {
        var desk = await Desk.OpenAsync(app, "BRL", "America/Sao_Paulo", "pt");
        (await desk.PutAsync("debits/settings", settings ?? Settings())).Expect(HttpStatusCode.OK);
        var group = Text((await desk.PostAsync("debits/groups", GroupBody())).Expect(HttpStatusCode.Created)["id"]);
        var quota = Text((await desk.PostAsync($"debits/groups/{group}/quotas", QuotaBody(1))).Expect(HttpStatusCode.Created)["id"]);
        return new ConsortiumScene(desk, group, quota);
    }

    public static JsonObject Settings(bool isReleased = false) => JsonNode.Parse($$"""
        {
          "reasons": [
            { "rule": "insurance-plan", "code": "asked", "name": "A pedido do consorciado" },
            { "rule": "insurance-plan", "code": "mistake", "name": "Erro de cadastro" }
          ],
          "quotaTypes": [{ "code": "judicial", "name": "Judicial" }],
          "cancellationReducers": [{ "code": "ten", "name": "10 %", "ratePartsPerMillion": 100000 }],
          "permanenceFees": [{ "code": "half", "name": "0,5 %", "ratePartsPerMillion": 5000 }],
          "banks": [
            { "code": "001", "name": "Banco do Brasil", "allowsSavings": true },
            { "code": "237", "name": "Bradesco", "allowsSavings": false }
          ],
          "agents": [
            {
              "code": "bb", "name": "Banco do Brasil", "operations": ["vehicle"], "validTo": "2026-12-31",
              "remittanceTypes": [{ "type": "direct_debit", "bank": "001" }]
            },
            {
              "code": "brad", "name": "Bradesco", "operations": ["property"],
              "remittanceTypes": [
                { "type": "direct_debit", "bank": "237" },
                { "type": "registered_collection" },
                { "type": "monthly_collection_by_email", "layout": "T0071" }
              ]
            },
            { "code": "old", "name": "Antigo", "operations": ["vehicle"], "validTo": "2025-12-31", "remittanceTypes": [] },
            {
              "code": "plain", "name": "Cobrança simples", "operations": [],
              "remittanceTypes": [
                { "type": "unregistered_collection" }, { "type": "monthly_collection_by_email", "layout": "T0070" }
              ]
            }
          ],
          "releasesForInsurerDecision": {{(isReleased ? "true" : "false")}}
        }
        """)!.AsObject();

    public static JsonObject GroupBody(string id = "g100") => JsonNode.Parse($$"""
        {
          "id": "{{id}}", "name": "Veículos 100", "operation": "vehicle", "state": "active", "agent": "bb", "plan": {{Plan}},
          "assemblies": [
            { "month": "2026-03", "number": 1, "heldOn": "2026-03-12", "dueOn": "2026-03-15" },
            { "month": "2026-04", "number": 2, "heldOn": "2026-04-13", "dueOn": "2026-04-15" }
          ]
        }
        """)!.AsObject();

    public const string Plan = """
        {
          "commonFund": [{ "fromAssembly": 1, "ratePartsPerMillion": 16667 }, { "fromAssembly": 31, "ratePartsPerMillion": 16666 }],
          "administrationFeePartsPerMillion": 2500,
          "reserveFundPartsPerMillion": 500,
          "insurancePlans": [
            {
              "code": "life1", "name": "Vida", "type": "life",
              "parts": [
                { "code": "death", "name": "Morte", "ratePartsPerMillion": 300, "base": "owed" },
                { "code": "disability", "name": "Invalidez", "ratePartsPerMillion": 100, "base": "credit" }
              ]
            },
            {
              "code": "life2", "name": "Vida com SQG", "type": "life", "hasDefaultInsurance": true,
              "parts": [{ "code": "death", "name": "Morte", "ratePartsPerMillion": 400, "base": "owed" }]
            },
            {
              "code": "job", "name": "Desemprego", "type": "other",
              "parts": [{ "code": "job", "name": "Desemprego", "ratePartsPerMillion": 200, "base": "credit" }]
            }
          ],
          "hasDefaultInsurance": false,
          "bankFee": { "minor": 350, "currency": "BRL" }
        }
        """;

    public static JsonObject QuotaBody(int number, string name = "João da Silva") => new()
    {
        ["number"] = number,
        ["member"] = new JsonObject
        {
            ["name"] = name,
            ["language"] = "pt",
            ["email"] = $"m{number}@example.org",
            ["taxId"] = "12345678909",
        },
        ["credit"] = Harness.Desk.Money(5_000_000, "BRL"),
    };

    public Task<TestAnswer> SetAsync(string rule, JsonObject body) => Desk.PutAsync($"{Path}/{rule}", body);

    /// <summary>A change with a reason, that is done.</summary>
    public async Task<JsonNode> DoneAsync(string rule, JsonObject body)
    {
        body["reason"] ??= "asked";
        return (await SetAsync(rule, body)).Expect(HttpStatusCode.OK);
    }

    public Task<TestAnswer> MoveAsync(string rule, int period, string? from, string? to, string reason = "mistake")
    {
        var body = new JsonObject { ["reason"] = reason };
        if (from is not null)
            body["from"] = from;
        if (to is not null)
            body["to"] = to;
        return Desk.PutAsync($"{Path}/{rule}/periods/{period}", body);
    }

    /// <summary>Ends a period with a day; without one it is removed.</summary>
    public Task<TestAnswer> EndAsync(string rule, int period, string? lastDay, string reason = "mistake")
    {
        var body = new JsonObject { ["reason"] = reason };
        if (lastDay is not null)
            body["lastDay"] = lastDay;
        return Desk.PostAsync($"{Path}/{rule}/periods/{period}/{(lastDay is null ? "removal" : "ending")}", body);
    }

    /// <summary>The periods of a rule as <c>from..to value</c>, without the end where it is open.</summary>
    public async Task<string[]> PeriodsAsync(string rule) => Periods((await Desk.GetAsync($"{Path}/{rule}")).Expect(HttpStatusCode.OK));

    public static string[] Periods(JsonNode view) =>
        [.. view["periods"]!.AsArray().Select(period => $"{Text(period!["from"])}..{period["to"]} {ValueText(period["value"])}".TrimEnd())];

    public static int Newest(JsonNode view) => view["periods"]!.AsArray().Max(period => period!["period"]!.GetValue<int>());

    /// <summary>What one rule says on a day.</summary>
    public async Task<string?> OnAsync(string rule, string day, DateTimeOffset? knownAt = null)
    {
        var known = knownAt is { } at ? "&knownAt=" + at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'") : "";
        var rules = (await Desk.GetAsync($"{Path}/rules?on={day}{known}")).Expect(HttpStatusCode.OK)["rules"]!.AsArray();
        return ValueText(rules.Single(answer => Text(answer!["rule"]) == rule)!["value"]);
    }

    public async Task<string> BankAccountAsync(string bank = "001", string kind = "current", string number = "123456-7")
    {
        var body = new JsonObject { ["kind"] = kind, ["bank"] = bank, ["branch"] = "1234", ["number"] = number };
        return Text((await Desk.PostAsync($"{Path}/bank-accounts", body)).Expect(HttpStatusCode.Created)["id"]);
    }

    public async Task<JsonArray> MandatesAsync() =>
        (await Desk.GetAsync($"{Path}/mandates")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    public Task<TestAnswer> SayAsync(JsonNode mandate, string what, string? reason = "asked", string? on = null)
    {
        var body = new JsonObject();
        if (reason is not null)
            body["reason"] = reason;
        if (on is not null)
            body["on"] = on;
        return Desk.PostAsync($"{Path}/mandates/{Text(mandate["id"])}/{what}", body);
    }

    public async Task<JsonArray> JournalAsync() =>
        (await Desk.GetAsync($"{Path}/journal?order=oldest&limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    private static string? ValueText(JsonNode? value) => value is null
        ? null
        : value["code"]?.GetValue<string>() ?? value["bankAccount"]?.GetValue<string>() ?? value["parts"]?.ToJsonString();
}
