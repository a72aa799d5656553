using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;

namespace Solde.Tests.Telemetry;

/// <summary>A debit that waits at the bank: what becomes of it comes by the provider's webhook.</summary>
internal sealed record PaymentScene(AppFixture Fixture, Desk Desk, string Account, string Payment, string Intent)
{
    /// <param name="iban">A European account; a Canadian one where none is given.</param>
    public static async Task<PaymentScene> PendingAsync(
        AppFixture fixture, string name = "Marie Tremblay", string? email = null, string? iban = null)
    {
        var currency = iban is null ? "CAD" : "EUR";
        var desk = await Desk.OpenAsync(fixture.App, currency, iban is null ? "America/Toronto" : "Europe/Brussels");
        var account = await desk.AccountAsync(name, email);
        var method = await desk.SaveCardAsync(
            account, await (iban is null ? fixture.Provider.CanadianAccountAsync() : fixture.Provider.EuropeanAccountAsync(iban)));
        var body = new JsonObject { ["account"] = account, ["paymentMethod"] = method, ["amount"] = Desk.Money(10_000, currency) };
        var payment = (await desk.PostAsync("payments/charges", body)).Expect(HttpStatusCode.Accepted)["id"]!.GetValue<string>();
        await fixture.App.DrainAsync();
        return new PaymentScene(fixture, desk, account, payment, fixture.Provider.IntentOf(payment));
    }

    public JsonObject Succeeds()
    {
        Fixture.Provider.OnDemand.SucceedPayment(Intent);
        return Fixture.Provider.LastEventOf(Intent, "payment_intent.succeeded");
    }

    public JsonObject Fails(string code)
    {
        Fixture.Provider.OnDemand.FailPayment(Intent, code);
        return Fixture.Provider.LastEventOf(Intent, "payment_intent.payment_failed");
    }

    /// <summary>The provider's call, within the trace; its message waits in the queue.</summary>
    public async Task TellAsync(JsonObject told, TraceCapture trace)
    {
        var body = told.ToJsonString();
        var signature = Signature.Of(Encoding.UTF8.GetBytes(body), SoldeTestSettings.WebhookSecret, Fixture.Clock.GetUtcNow());
        (await Fixture.App.SendAsync(
            HttpMethod.Post, ProviderWord.WebhookPath, body, headers: [(Signature.Header, signature), trace.Header])).Expect(HttpStatusCode.NoContent);
    }
}
