using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Accounts;

/// <summary>E-cheques: a bank account given to the provider, saved here, and the bank's word days later.</summary>
internal static class BankDebits
{
    public static async Task<string> SaveAsync(AppFixture fixture, Desk desk, string account)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_sandbox");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["type"] = "acss_debit",
            ["billing_details[name]"] = "Ana",
            ["billing_details[email]"] = "ana@example.org",
            ["acss_debit[account_number]"] = "000123456789",
            ["acss_debit[institution_number]"] = "000",
            ["acss_debit[transit_number]"] = "11000",
        });
        using var answer = await http.PostAsync(new Uri(fixture.Provider.BaseAddress, "/v1/payment_methods"), form);
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        return await desk.SaveCardAsync(account, token);
    }

    /// <summary>An e-cheque that lies at the bank.</summary>
    public static async Task<string> SendAsync(AppFixture fixture, Desk desk, string account, long minor, params string[] invoices)
    {
        var payment = await desk.ChargeAsync(account, await SaveAsync(fixture, desk, account), minor, invoices);
        await desk.App.DrainAsync();
        return payment;
    }

    /// <summary>The provider says that it is in another state now, which no call of ours could bring about.</summary>
    public static async Task BecomesAsync(AppFixture fixture, string payment, string status, string eventType)
    {
        var intent = fixture.Provider.IntentOf(payment);
        fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        var told = fixture.Provider.LastEventOf(intent, "payment_intent.processing").DeepClone().AsObject();
        (told["id"], told["type"]) = ("evt_" + Desk.NewKey(), eventType);
        told["created"] = fixture.Clock.GetUtcNow().ToUnixTimeSeconds();
        told["data"]!["object"]!["status"] = status;
        await fixture.TellAsync(told);
    }

    /// <summary>The bank pays or refuses, and the provider's events of it are delivered.</summary>
    public static async Task SettleAsync(AppFixture fixture, Desk desk, string account, string payment, bool paid)
    {
        var intent = (await desk.PaymentAsync(account, payment))["online"]!["reference"]!.GetValue<string>();
        var told = fixture.Provider.Objects.All("event").Count;
        // The provider speaks in whole seconds: a word of a later second is a later word.
        fixture.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(paid ? fixture.Provider.OnDemand.SucceedPayment(intent) : fixture.Provider.OnDemand.FailPayment(intent, "insufficient_funds"));
        foreach (var word in fixture.Provider.Objects.All("event").Skip(told).ToArray())
            desk.App.Queue.Add(new QueuedMessage("provider-events", word.ToJsonString(), 0));
        await desk.App.DrainAsync();
    }
}
