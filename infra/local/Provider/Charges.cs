using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>Charges: one for each attempt to collect an intent, the failed ones too.</summary>
internal static class Charges
{
    public const string Kind = "charge";

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Retrieve("charges/{id}", Kind),
        Listing.Of("charges", Kind, "payment_intent", "customer"),
    ];

    /// <summary>A charge for the whole amount, neither paid nor failed yet.</summary>
    public static JsonObject Pending(Change change, JsonObject intent, JsonObject method)
    {
        var type = method.Text("type")!;
        return new JsonObject
        {
            ["id"] = Ids.New("ch"),
            ["object"] = Kind,
            ["amount"] = intent.Number("amount"),
            ["amount_captured"] = 0L,
            ["amount_refunded"] = 0L,
            ["balance_transaction"] = null,
            ["billing_details"] = method["billing_details"]!.DeepClone(),
            ["captured"] = false,
            ["created"] = change.NowSeconds,
            ["currency"] = intent.Text("currency"),
            ["customer"] = intent.Text("customer"),
            ["description"] = intent.Text("description"),
            ["disputed"] = false,
            ["failure_balance_transaction"] = null,
            ["failure_code"] = null,
            ["failure_message"] = null,
            ["livemode"] = false,
            ["metadata"] = intent["metadata"]!.DeepClone(),
            ["outcome"] = null,
            ["paid"] = false,
            ["payment_intent"] = intent.Id(),
            ["payment_method"] = method.Id(),
            ["payment_method_details"] = new JsonObject { [type] = method[type]!.DeepClone(), ["type"] = type },
            ["refunded"] = false,
            ["status"] = "pending",
        };
    }

    public static void Succeed(Change change, JsonObject charge)
    {
        charge["status"] = "succeeded";
        charge["paid"] = true;
        charge["captured"] = true;
        charge["amount_captured"] = charge.Number("amount");
        charge["balance_transaction"] = BalanceTransactions.ForCharge(change, charge);
        charge["outcome"] = new JsonObject { ["network_status"] = "approved_by_network", ["type"] = "authorized" };
        change.PutAndTell(charge, "charge.succeeded");
    }

    public static void Fail(Change change, JsonObject charge, string code, string reason, string message)
    {
        charge["status"] = "failed";
        charge["failure_code"] = code;
        charge["failure_message"] = message;
        charge["outcome"] = new JsonObject
        {
            ["network_status"] = "declined_by_network",
            ["reason"] = reason,
            ["type"] = "issuer_declined",
        };
        change.PutAndTell(charge, "charge.failed");
    }
}
