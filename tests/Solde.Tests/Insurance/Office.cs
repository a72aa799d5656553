using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Insurance;

/// <summary>A provider's certificate as a coordinating office works on it.</summary>
internal sealed record Office(Desk Desk, string Account, string Certificate)
{
    public string Path => $"insurance/accounts/{Account}/certificates/{Certificate}";

    public static async Task<Office> OpenAsync(SoldeTestApp app, JsonObject? fees = null)
    {
        var desk = await Desk.OpenAsync(app);
        if (fees is not null)
            await ChangeFeesAsync(desk, fees);
        var account = await desk.AccountAsync();
        return new Office(desk, account, await OpenCertificateAsync(desk, account));
    }

    public static async Task<string> OpenCertificateAsync(Desk desk, string account)
    {
        var body = new JsonObject { ["number"] = "RSG-2026-1", ["validFrom"] = "2026-01-01", ["validTo"] = "2026-12-31" };
        return Text((await desk.PostAsync($"insurance/accounts/{account}/certificates", body)).Expect(HttpStatusCode.Created)["id"]);
    }

    /// <summary>Administration fees, and online fees that are added where there are any.</summary>
    public static JsonObject Fees(long fixedMinor = 0, int rate = 0, long onlineMinor = 0, int onlineRate = 0) => new()
    {
        ["administration"] = Fee(fixedMinor, rate),
        ["online"] = Fee(onlineMinor, onlineRate),
        ["addsOnlineFees"] = onlineMinor > 0 || onlineRate > 0,
    };

    public static async Task<JsonNode> ChangeFeesAsync(Desk desk, JsonObject fees) =>
        (await desk.PutAsync("insurance/fees", fees)).Expect(HttpStatusCode.OK);

    public static JsonObject Endorsement(long? manualMinor, bool doNotCharge = false)
    {
        var body = new JsonObject { ["description"] = "Second assistant", ["doNotChargeAdministrationFees"] = doNotCharge };
        if (manualMinor is { } minor)
            body["manualAmount"] = Desk.Money(minor);
        return body;
    }

    public async Task<JsonNode> AddAsync(long? manualMinor, bool doNotCharge = false) =>
        (await Desk.PostAsync($"{Path}/endorsements", Endorsement(manualMinor, doNotCharge))).Expect(HttpStatusCode.Created);

    public Task<TestAnswer> TickAsync(string endorsement, long minor, string? key = null) =>
        Desk.PostAsync($"{Path}/endorsements/{endorsement}/manual-amount", new JsonObject { ["amount"] = Desk.Money(minor) }, key);

    public async Task<JsonNode> WhyAsync(string endorsement) =>
        (await Desk.GetAsync($"{Path}/endorsements/{endorsement}/why")).Expect(HttpStatusCode.OK);

    /// <summary>What the certificate shows, and so does the provider, who has no other.</summary>
    public async Task<long> BalanceAsync()
    {
        var shown = Minor((await Desk.GetAsync(Path)).Expect(HttpStatusCode.OK)["balance"]!["total"]);
        var provider = (await Desk.GetAsync($"insurance/accounts/{Account}")).Expect(HttpStatusCode.OK);
        Assert.Equal(shown, Minor(provider["balance"]!["total"]));
        return shown;
    }

    /// <summary>A charge of a saved card for one invoice, with the total that the payer agreed to.</summary>
    public async Task<TestAnswer> PayOnlineAsync(string invoice, long minor, long? total) =>
        await PayOnlineAsync(await Desk.SaveCardAsync(Account), invoice, minor, total);

    public Task<TestAnswer> PayOnlineAsync(string method, string invoice, long minor, long? total)
    {
        var body = new JsonObject
        {
            ["account"] = Account,
            ["paymentMethod"] = method,
            ["amount"] = Desk.Money(minor),
            ["invoices"] = new JsonArray(invoice),
        };
        if (total is { } agreed)
            body["total"] = Desk.Money(agreed);
        return Desk.PostAsync("payments/charges", body);
    }

    private static JsonObject Fee(long fixedMinor, int rate)
    {
        var fee = new JsonObject { ["ratePartsPerMillion"] = rate };
        if (fixedMinor > 0)
            fee["fixed"] = Desk.Money(fixedMinor);
        return fee;
    }
}
