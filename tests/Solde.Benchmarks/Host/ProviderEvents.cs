using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Solde.Benchmarks.Host;

/// <summary>Events as the provider sends them, and its signature over them.</summary>
internal static class ProviderEvents
{
    public const string Secret = "whsec_benchmark";

    /// <summary>A payment that succeeded, of at least <paramref name="bytes"/>; real ones have three to four thousand.</summary>
    public static string Succeeded(string organisation, string account, string payment, long amount, int bytes = 3500)
    {
        var text = Event(organisation, account, payment, amount, "").ToJsonString();
        return text.Length >= bytes ? text : Event(organisation, account, payment, amount, new string('x', bytes - text.Length)).ToJsonString();
    }

    public static string Sign(string body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")))}";
    }

    private static JsonObject Event(string organisation, string account, string payment, long amount, string description) => new()
    {
        ["id"] = "evt_" + payment,
        ["object"] = "event",
        ["api_version"] = "2026-07-29.dahlia",
        ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["livemode"] = false,
        ["type"] = "payment_intent.succeeded",
        ["data"] = new JsonObject
        {
            ["object"] = new JsonObject
            {
                ["id"] = "pi_" + payment,
                ["object"] = "payment_intent",
                ["amount"] = amount,
                ["amount_received"] = amount,
                ["currency"] = "cad",
                ["description"] = description,
                ["latest_charge"] = "ch_" + payment,
                ["last_payment_error"] = null,
                ["metadata"] = new JsonObject { ["organisation"] = organisation, ["account"] = account, ["payment"] = payment },
                ["status"] = "succeeded",
            },
        },
    };
}
