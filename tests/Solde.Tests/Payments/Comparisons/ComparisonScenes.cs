using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

/// <summary>Comparisons with the provider's sandbox.</summary>
internal static class ComparisonScenes
{
    public const string Comparisons = "payments/comparisons";

    /// <summary>The current month, to the end.</summary>
    public static async Task<string> ComparedAsync(this Desk desk, string? from = null, string? to = null)
    {
        var begun = (await desk.PostAsync(Comparisons, new JsonObject { ["from"] = from, ["to"] = to })).Expect(HttpStatusCode.Accepted);
        await desk.App.DrainAsync();
        var comparison = Text(begun["id"]);
        Assert.Equal("done", Text((await desk.ComparisonAsync(comparison))["state"]));
        return comparison;
    }

    public static async Task<JsonNode> ComparisonAsync(this Desk desk, string comparison) =>
        (await desk.GetAsync($"{Comparisons}/{comparison}")).Expect(HttpStatusCode.OK);

    public static async Task<JsonArray> FindingsAsync(this Desk desk, string comparison, string query = "") =>
        (await desk.GetAsync($"{Comparisons}/{comparison}/findings?limit=50{query}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    public static Task<TestAnswer> CorrectAsync(this Desk desk, string comparison, JsonNode finding, string? key = null) =>
        desk.PostAsync($"{Comparisons}/{comparison}/findings/{Text(finding["id"])}/correction", null, key);
}
