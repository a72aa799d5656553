using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>Reports as a test asks for them, and what of them it compares.</summary>
internal static class ReportScenes
{
    public static async Task<JsonNode> ReportAsync(this Desk desk, string report, string query = "") =>
        (await desk.GetAsync($"reports/{report}?{query}")).Expect(HttpStatusCode.OK);

    /// <summary>Such as <c>courses 130.00 - 30.00 = 100.00</c>, in minor units.</summary>
    public static (string Code, long In, long Out, long Net) Line(JsonNode? line) => (
        (line!["code"] ?? line["method"])?.GetValue<string>() ?? "",
        Minor(line["invoiced"] ?? line["received"]),
        Minor(line["cancelled"] ?? line["givenBack"]),
        Minor(line["net"]));

    public static IEnumerable<(string Code, long In, long Out, long Net)> Lines(JsonNode? lines) => lines!.AsArray().Select(Line);

    public static JsonObject LineOf(string category, long minor, params string[] taxes) => new()
    {
        ["description"] = "One of " + category,
        ["category"] = category,
        ["unitPrice"] = Desk.Money(minor),
        ["taxes"] = new JsonArray([.. taxes.Select(code => JsonValue.Create(code))]),
    };

    public static async Task<string> InvoiceLinesAsync(this Desk desk, string account, params JsonNode[] lines)
    {
        var body = new JsonObject { ["lines"] = new JsonArray(lines) };
        return Text((await desk.PostAsync($"accounts/{account}/invoices", body)).Expect(HttpStatusCode.Created)["id"]);
    }

    public static async Task<string> GoodwillAsync(this Desk desk, string account, long minor) => Text((await desk.PostAsync(
        $"accounts/{account}/credits", new JsonObject { ["amount"] = Desk.Money(minor), ["reason"] = "The pool was cold" }))
        .Expect(HttpStatusCode.Created)["id"]);

    public static async Task MoveAsync(this Desk desk, string account, string credit, string to, long minor) => (await desk.PostAsync(
        $"accounts/{account}/credits/{credit}/move",
        new JsonObject { ["to"] = to, ["amount"] = Desk.Money(minor), ["reason"] = "The brother's" })).Expect(HttpStatusCode.OK);
}
