using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>Months of a consortium that are run, and their charges.</summary>
internal static class ChargedScene
{
    public const string March = "2026-03";

    /// <summary>Quotas that get their slips by post; the scene's own has no way to collect.</summary>
    public static async Task WithSlipsAsync(this ConsortiumScene scene, int last, int first = 2)
    {
        foreach (var numbers in Enumerable.Range(first, last - first + 1).Chunk(49))
        {
            var quotas = numbers.Select(number =>
            {
                var quota = ConsortiumScene.QuotaBody(number);
                quota["member"]!["postalAddress"] = "Rua Um, 1\nSão Paulo";
                return (JsonNode)quota;
            });
            var body = new JsonObject { ["quotas"] = new JsonArray([.. quotas]) };
            (await scene.Desk.PostAsync($"debits/groups/{scene.Group}/quotas/bulk", body)).Expect(HttpStatusCode.Created);
        }
    }

    /// <summary>Starts a month's run and lets it come to its end.</summary>
    public static async Task<JsonNode> RunAsync(this ConsortiumScene scene, string month = March)
    {
        var body = new JsonObject { ["month"] = month };
        var run = Text((await scene.Desk.PostAsync("debits/runs", body)).Expect(HttpStatusCode.Accepted)["id"]);
        await scene.Desk.App.DrainAsync();
        var ended = (await scene.Desk.GetAsync($"debits/runs/{run}")).Expect(HttpStatusCode.OK);
        Assert.Equal("completed", Text(ended["state"]));
        return ended;
    }

    public static async Task<JsonNode> ChargeAsync(this ConsortiumScene scene, string quota, string month = March) =>
        (await scene.Desk.GetAsync($"debits/groups/{scene.Group}/quotas/{quota}/charges/{month}")).Expect(HttpStatusCode.OK);

    public static async Task<JsonNode> PreviewAsync(this ConsortiumScene scene, string quota, string month = March) =>
        (await scene.Desk.GetAsync($"debits/groups/{scene.Group}/quotas/{quota}/charges/{month}/preview")).Expect(HttpStatusCode.OK);

    /// <summary>The books of a month; a difference fails the test with its words.</summary>
    public static async Task<JsonNode> DebitBooksBalanceAsync(this ConsortiumScene scene, string month = March)
    {
        var books = (await scene.Desk.GetAsync($"debits/books?month={month}")).Expect(HttpStatusCode.OK);
        Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
        return books;
    }
}
