using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Aggregates;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.Positions;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>Members whose names, accounts and tax ids stand wherever debits write them, and what the law wants done with that.</summary>
internal static class ErasureScene
{
    public const string Name = "Quesnel";

    /// <summary>The member's own, in forms that rows and bank files have them.</summary>
    public static readonly string[] Words = [Name, "m1@example.org", "12345678909", "123456-7", "1234567"];

    public static readonly TimeSpan ElevenYears = TimeSpan.FromDays(365.25 * 11);

    /// <summary>Two quotas that were debited in April 2026; the bank cancelled both mandates, and a person wrote of the members.</summary>
    /// <returns>With the ids of the quotas.</returns>
    public static async Task<(ReturnScene Scene, string[] Quotas)> OfLongAgoAsync(SoldeTestApp app)
    {
        var scene = await ReturnScene.OpenAsync(app, quotas: 2);
        var charges = await scene.RunAsync();
        string[] quotas = [.. charges.Select(charge => charge.Quota)];
        var references = new List<string>();
        foreach (var quota in quotas)
            references.Add((await scene.QuotaAsync(quota)).Mandates[0].Reference);
        await scene.ApplyAsync(ReturnScene.File(
            1,
            ReturnScene.Result(charges[0]),
            Remark(references[0], $"CLIENTE {Name.ToUpperInvariant()} MUDOU"),
            ReturnScene.Registration(references[0], '1'),
            ReturnScene.Registration(references[1], '1')));
        (await scene.Desk.PostAsync(
            $"debits/groups/{scene.Consortium.Group}/quotas/{quotas[1]}/charges/{ReturnScene.Month}/cancel",
            new JsonObject { ["reason"] = $"{Name} called" })).Expect(HttpStatusCode.OK);
        foreach (var quota in quotas)
            await EndAsync(scene.Consortium with { Quota = quota });
        return (scene, quotas);
    }

    /// <summary>The quota ends, and its member's name is written on it once more.</summary>
    public static async Task EndAsync(this ConsortiumScene quota, string state = "ended", long? givesBack = null)
    {
        var body = ConsortiumScene.QuotaBody(int.Parse(quota.Quota[..6]), $"João {Name}");
        body.Remove("number");
        body["member"]!["postalAddress"] = $"Rua {Name} 1";
        body["state"] = state;
        body["reason"] = $"as {Name} asked";
        if (givesBack is { } minor)
            body["givesBack"] = Desk.Money(minor, "BRL");
        (await quota.Desk.PutAsync(quota.Path, body, ("Idempotency-Key", Desk.NewKey()))).Expect(HttpStatusCode.OK);
    }

    /// <summary>The bank answers in words of its own.</summary>
    public static string Remark(string reference, string words) =>
        Record(150, (1, "H"), (2, reference), (27, "1234"), (31, "1234567"), (45, reference), (70, words), (150, "0"));

    public static async Task<JsonNode> EraseAsync(this Desk desk, string? kind = null, string? record = null)
    {
        var request = new JsonObject { ["reason"] = "retention is over" };
        if (kind is not null)
            request["kind"] = kind;
        if (record is not null)
            request["record"] = record;
        var begun = (await desk.PostAsync("erasures", request)).Expect(HttpStatusCode.Accepted);
        await desk.App.DrainAsync();
        Assert.Empty(desk.App.DeadLetters);
        return (await desk.GetAsync($"erasures/{begun["id"]}")).Expect(HttpStatusCode.OK);
    }

    /// <summary>As <c>debit_month 1 erased, 0 not at rest</c>, of debits alone.</summary>
    public static string[] Counts(JsonNode erasure) =>
    [
        .. erasure["kinds"]!.AsArray()
            .Where(kind => Text(kind!["kind"]) is "quota" || Text(kind["kind"]).StartsWith("debit_", StringComparison.Ordinal))
            .Select(kind => $"{Text(kind!["kind"])} {kind["erased"]} erased, {kind["notAtRest"]} not at rest"),
    ];

    /// <summary>What is due of a kind, as <c>id true</c> where it is at rest.</summary>
    public static async Task<string[]> DueAsync(this Desk desk, string kind) =>
    [
        .. (await desk.GetAsync($"erasures/due?kind={kind}&limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(item => $"{Text(item!["id"])} {item["isAtRest"]}"),
    ];

    public static Task<IReadOnlyList<string>> TracesAsync(SoldeTestApp app) => Traces.OfAsync(app, Words);

    /// <summary>By which everything is due that is at rest.</summary>
    public static ErasureOrder Order(string run) => new(
        run, "a test", "retention is over", new ErasureTerms(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue));
}
