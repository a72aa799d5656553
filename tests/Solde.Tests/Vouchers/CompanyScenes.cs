using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

/// <summary>What the company of a <see cref="VoucherDesk"/> does, in one line.</summary>
internal static class CompanyScenes
{
    public const string Companies = "vouchers/companies";
    public const string Company = Companies + "/" + VoucherDesk.Company;
    public const string Remittances = Company + "/remittances";

    public static JsonObject All() => new() { ["kind"] = "electronic" };

    public static JsonObject Of(params (string Wallet, string Service)[] services) => new()
    {
        ["kind"] = "electronic",
        ["services"] = new JsonArray([.. services.Select(name => new JsonObject { ["wallet"] = name.Wallet, ["service"] = name.Service })]),
    };

    public static JsonObject Paper(int vouchers, long minor, string? envelope = null)
    {
        var body = new JsonObject { ["kind"] = "paper", ["vouchers"] = vouchers, ["amount"] = Desk.Money(minor, "EUR") };
        if (envelope is not null)
            body["envelope"] = envelope;
        return body;
    }

    /// <summary>Hands in, and lets every wallet answer.</summary>
    public static async Task<string> RemitAsync(this Desk desk, JsonObject? body = null)
    {
        // The list that it is made from lags until its messages are delivered.
        await desk.App.DrainAsync();
        var made = (await desk.PostAsync(Remittances, body ?? All())).Expect(HttpStatusCode.Accepted);
        await desk.App.DrainAsync();
        return Text(made["remittance"]!["id"]);
    }

    public static async Task<string> AskAsync(this VoucherDesk desk, string service)
    {
        var made = (await desk.ActAsync(service, "reimbursement")).Expect(HttpStatusCode.Accepted);
        await desk.Desk.App.DrainAsync();
        return Text(made["remittance"]!["id"]);
    }

    public static async Task<JsonNode> RemittanceAsync(this Desk desk, string remittance) =>
        (await desk.GetAsync($"{Remittances}/{remittance}")).Expect(HttpStatusCode.OK);

    public static async Task<string> StateOfAsync(this Desk desk, string remittance) =>
        Text((await desk.RemittanceAsync(remittance))["remittance"]!["state"]);

    /// <summary>State, vouchers and amount.</summary>
    public static async Task<(string State, int Vouchers, long Minor)> StandsAsync(this Desk desk, string remittance)
    {
        var found = (await desk.RemittanceAsync(remittance))["remittance"]!;
        return (Text(found["state"]), found["vouchers"]!.GetValue<int>(), found["amount"]!["minor"]!.GetValue<long>());
    }

    public static JsonObject Paid(long minor, string on = "2026-03-10") =>
        new() { ["reimbursedOn"] = on, ["amount"] = Desk.Money(minor, "EUR") };

    public static async Task<TestAnswer> ReimburseAsync(
        this Desk desk, string remittance, long minor, string on = "2026-03-10", string? key = null)
    {
        var answer = await desk.PostAsync($"{Remittances}/{remittance}/reimbursed", Paid(minor, on), key);
        await desk.App.DrainAsync();
        return answer;
    }

    /// <summary>The code that lists and exports show.</summary>
    public static async Task<int> CodeAsync(this VoucherDesk desk, string service)
    {
        await desk.Desk.App.DrainAsync();
        var shown = (await desk.Desk.ServicesAsync()).Single(item => Text(item["service"]!["id"]) == service);
        return shown["status"]!["code"]!.GetValue<int>();
    }

    public static async Task<JsonNode[]> ServicesAsync(this Desk desk, string query = "")
    {
        await desk.App.DrainAsync();
        var page = (await desk.GetAsync($"{Company}/services?limit=200{query}")).Expect(HttpStatusCode.OK);
        return [.. page["items"]!.AsArray().Select(item => item!)];
    }

    public static async Task<JsonNode> DashboardAsync(this Desk desk)
    {
        await desk.App.DrainAsync();
        return (await desk.GetAsync(Company + "/dashboard")).Expect(HttpStatusCode.OK);
    }
}
