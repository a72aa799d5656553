using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments;

/// <summary>Payouts at the provider's sandbox, and what the app makes of them.</summary>
internal static class PayoutScenes
{
    /// <summary>All that is on the provider's balance goes to the bank and arrives; the app is told.</summary>
    public static async Task<string> PaidOutAsync(this AppFixture fixture, string currency = "cad")
    {
        var payout = fixture.Provider.OnDemand.PayOut(currency)!.Id();
        Assert.NotNull(fixture.Provider.OnDemand.PayPayout(payout));
        await fixture.TellAllAsync(payout);
        return payout;
    }

    /// <summary>A charge with whatever words on it, made without the app.</summary>
    public static Task<JsonObject> ForeignChargeAsync(this AppFixture fixture, long minor, string words = "") => fixture.Provider.CallAsync(
        "/v1/payment_intents", $"amount={minor}&currency=cad&payment_method=pm_card_visa&confirm=true{words}");

    public static string WordsOf(Desk desk, string account, string payment) =>
        $"&metadata[organisation]={desk.Organisation}&metadata[account]={account}&metadata[payment]={payment}";

    public static async Task<JsonNode> ShareAsync(this Desk desk, string payout) =>
        (await desk.GetAsync($"payments/payouts/{payout}")).Expect(HttpStatusCode.OK);

    public static async Task<JsonArray> LinesAsync(this Desk desk, string payout, string query = "") =>
        (await desk.GetAsync($"payments/payouts/{payout}/lines?limit=200{query}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    /// <summary>As the operator of the installation.</summary>
    public static async Task<JsonNode> OperatorAsync(this AppFixture fixture, string path) =>
        (await fixture.App.SendAsync(HttpMethod.Get, "/api/v1/payments/all-payouts" + path, key: SoldeTestSettings.OperatorKey))
            .Expect(HttpStatusCode.OK);
}
