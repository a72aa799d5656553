using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Partners;

/// <summary>Subscriptions and deliveries as the tests of partners see them.</summary>
internal static class PartnerScenes
{
    public const string Subscriptions = "partners/subscriptions";

    public static JsonObject Wish(Uri url, params string[] types) => new()
    {
        ["url"] = url.AbsoluteUri,
        ["types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]),
    };

    /// <summary>To payments that count, unless other types are named.</summary>
    public static async Task<JsonNode> SubscribeAsync(this Desk desk, PartnerServer partner, params string[] types)
    {
        var wish = Wish(partner.Url, types.Length == 0 ? ["payment.recorded"] : types);
        return (await desk.PostAsync(Subscriptions, wish)).Expect(HttpStatusCode.Created);
    }

    /// <summary>A payment of an account of its own, and what follows from it.</summary>
    public static async Task<(string Account, string Payment)> PaidAsync(this Desk desk)
    {
        var account = await desk.AccountAsync();
        var payment = Text((await desk.PayAsync(account, 100))["id"]);
        await desk.App.DrainAsync();
        return (account, payment);
    }

    public static async Task<JsonArray> EventsAsync(this Desk desk, string query = "") =>
        (await desk.GetAsync("partners/events" + query)).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    public static async Task<JsonArray> DeliveriesAsync(this Desk desk, string query = "") =>
        (await desk.GetAsync("partners/deliveries" + query)).Expect(HttpStatusCode.OK)["items"]!.AsArray();

    /// <summary>The organisation's only delivery, as the list names it, with its log.</summary>
    public static async Task<JsonNode> OnlyDeliveryAsync(this Desk desk)
    {
        var listed = Assert.Single(await desk.DeliveriesAsync())!;
        var delivery = (await desk.GetAsync("partners/deliveries/" + Text(listed["id"]))).Expect(HttpStatusCode.OK);
        Assert.Equal(Text(listed["state"]), Text(delivery["state"]));
        Assert.Equal(listed["attempts"]!.GetValue<int>(), delivery["attempts"]!.AsArray().Count);
        return delivery;
    }

    public static async Task<JsonNode> RedeliverAsync(this Desk desk, JsonNode delivery) =>
        (await desk.PostAsync($"partners/deliveries/{Text(delivery["id"])}/redelivery", null)).Expect(HttpStatusCode.Accepted);

    /// <summary>What each attempt met: a status, or the error.</summary>
    public static IReadOnlyList<string> Log(JsonNode delivery) =>
    [
        .. delivery["attempts"]!.AsArray().Select(attempt =>
            attempt!["status"]?.GetValue<int>().ToString(CultureInfo.InvariantCulture) ?? Text(attempt["error"])),
    ];

    /// <summary>Checks a signature as docs/partners.md tells a partner's engineer to.</summary>
    public static bool IsSignedBy(this ReceivedMessage message, string secret)
    {
        var parts = message.Headers["Solde-Signature"].Split(',');
        var time = parts.Single(part => part.StartsWith("t=", StringComparison.Ordinal))[2..];
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        var expected = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{time}.{message.Body}")));
        return parts.Any(part => string.Equals(part, "v1=" + expected, StringComparison.OrdinalIgnoreCase));
    }
}
