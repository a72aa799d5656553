using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

/// <summary>A user's wallet at an issuer of vouchers in Brussels, and a company that works for him.</summary>
internal sealed record VoucherDesk(Desk Desk, string Wallet)
{
    public const string Wallets = "vouchers/wallets";
    public const long Value = 900;
    public const string LongAgo = "2026-03-02";
    public const string Company = "menage-net";

    public string Path => $"{Wallets}/{Wallet}";

    public static async Task<VoucherDesk> OpenAsync(SoldeTestApp app, JsonObject? settings = null, JsonObject? user = null)
    {
        var desk = await IssuerAsync(app, settings);
        return new VoucherDesk(desk, await OpenWalletAsync(desk, user));
    }

    public static async Task<Desk> IssuerAsync(SoldeTestApp app, JsonObject? settings = null)
    {
        var desk = await Desk.OpenAsync(app, "EUR", "Europe/Brussels", "fr");
        if (settings is not null)
            (await desk.PutAsync("vouchers/settings", settings)).Expect(HttpStatusCode.OK);
        await OpenCompanyAsync(desk);
        return desk;
    }

    public static async Task<string> OpenWalletAsync(Desk desk, JsonObject? user = null) =>
        Text((await desk.PostAsync(Wallets, user ?? User())).Expect(HttpStatusCode.Created)["id"]);

    /// <summary>A company that works for users of the issuer.</summary>
    public static async Task OpenCompanyAsync(Desk desk, string id = Company, string? billingAccount = null)
    {
        var company = new JsonObject { ["id"] = id, ["name"] = "Ménage Net", ["email"] = "bureau@menage-net.example" };
        if (billingAccount is not null)
            company["billingAccount"] = billingAccount;
        (await desk.PostAsync("vouchers/companies", company)).Expect(HttpStatusCode.Created);
    }

    public static JsonObject User(string name = "Amélie Peeters", int? confirmationDays = null, string? region = null)
    {
        var user = new JsonObject { ["name"] = name, ["email"] = "amelie@example.org", ["language"] = "fr" };
        if (confirmationDays is { } days)
            user["confirmationDays"] = days;
        if (region is not null)
            user["region"] = region;
        return user;
    }

    public static JsonObject Order(int count, string? expiresOn = null)
    {
        var body = new JsonObject { ["count"] = count, ["value"] = Desk.Money(Value, "EUR") };
        if (expiresOn is not null)
            body["expiresOn"] = expiresOn;
        return body;
    }

    public static JsonObject Encoding(int vouchers, string performedOn = LongAgo, string encodedBy = "worker") => new()
    {
        ["company"] = Company,
        ["performedOn"] = performedOn,
        ["vouchers"] = vouchers,
        ["encodedBy"] = encodedBy,
    };

    public static JsonObject Reason(string reason = "Only four hours were worked") => new() { ["reason"] = reason };

    public async Task<JsonNode> OrderAsync(int count, string? expiresOn = null) =>
        (await Desk.PostAsync($"{Path}/orders", Order(count, expiresOn))).Expect(HttpStatusCode.Created);

    public async Task<string> EncodeAsync(int vouchers, string performedOn = LongAgo, string encodedBy = "worker") =>
        Text((await Desk.PostAsync($"{Path}/services", Encoding(vouchers, performedOn, encodedBy))).Expect(HttpStatusCode.Created)["id"]);

    public Task<TestAnswer> ActAsync(string service, string act, JsonObject? body = null, string? key = null) =>
        Desk.PostAsync($"{Path}/services/{service}/{act}", body, key);

    /// <summary>Encoded, and both sides said yes.</summary>
    public async Task<string> ReadyAsync(int vouchers, string performedOn = LongAgo)
    {
        var service = await EncodeAsync(vouchers, performedOn);
        (await ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        (await ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
        return service;
    }

    public async Task<JsonNode> ServiceAsync(string service) =>
        (await Desk.GetAsync($"{Path}/services/{service}")).Expect(HttpStatusCode.OK);

    public async Task<string> StateAsync(string service) => Text((await ServiceAsync(service))["state"]);

    /// <summary>How many vouchers a service has, and how many it lacks.</summary>
    public async Task<(int Allocated, int Missing)> HasAsync(string service)
    {
        var found = await ServiceAsync(service);
        return (found["allocated"]!.GetValue<int>(), found["missing"]!.GetValue<int>());
    }

    public async Task<JsonNode> ReadAsync() => (await Desk.GetAsync(Path)).Expect(HttpStatusCode.OK);

    public async Task<long> AvailableAsync() => (await ReadAsync())["available"]!.GetValue<long>();

    /// <summary>The numbers of the wallet's vouchers in a state, all of them.</summary>
    public async Task<string[]> NumbersAsync(string state)
    {
        var numbers = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Desk.GetAsync(
                $"{Path}/vouchers?state={state}&limit=200" + (cursor is null ? "" : $"&cursor={cursor}"))).Expect(HttpStatusCode.OK);
            numbers.AddRange(page["items"]!.AsArray().Select(voucher => Text(voucher!["number"])));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return [.. numbers];
    }

    /// <summary>The quarter of an hour strikes, and what follows from it is done.</summary>
    public async Task StrikeAsync()
    {
        await Desk.App.DrainAsync();
        Assert.Equal(HttpStatusCode.OK, await Desk.App.RunTimerAsync("FindDueWallets"));
        await Desk.App.DrainAsync();
    }

    /// <summary>Recomputes the wallet; a difference fails the test with its words, and so does an allocation that was not ended.</summary>
    public async Task<JsonNode> IsWholeAsync()
    {
        await Desk.App.DrainAsync();
        Assert.Empty(Desk.App.DeadLetters);
        var check = (await Desk.GetAsync($"{Path}/check")).Expect(HttpStatusCode.OK);
        Assert.True(check["isWhole"]!.GetValue<bool>(), check.ToJsonString());
        Assert.False(check["isUnderWay"]!.GetValue<bool>(), check.ToJsonString());
        return check;
    }
}
