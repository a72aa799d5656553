using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>The provider's own ledger: what each charge, refund and dispute did to the balance.</summary>
internal static class BalanceTransactions
{
    public const string Kind = "balance_transaction";

    private const long DaysUntilAvailable = 2;
    private const long DisputeFee = 1500;

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Retrieve("balance_transactions/{id}", Kind),
        Operation.Get("balance_transactions", List, Listing.Accepting(["source", "type", "currency", "payout"])),
    ];

    /// <summary>2.9 % and 30 minor units, rounded to the nearest unit.</summary>
    public static string ForCharge(Change change, JsonObject charge)
    {
        var amount = charge.Number("amount");
        return New(change, "charge", charge, amount, ((amount * 29) + 500) / 1000 + 30);
    }

    public static string ForRefund(Change change, JsonObject refund) => New(change, "refund", refund, -refund.Number("amount"), 0);

    public static string ForFailedRefund(Change change, JsonObject refund) =>
        New(change, "refund_failure", refund, refund.Number("amount"), 0);

    public static string ForDispute(Change change, JsonObject dispute) =>
        New(change, "adjustment", dispute, -dispute.Number("amount"), DisputeFee);

    public static string ForWonDispute(Change change, JsonObject dispute) =>
        New(change, "adjustment", dispute, dispute.Number("amount"), -DisputeFee);

    public static string ForPayout(Change change, JsonObject payout) => New(change, "payout", payout, -payout.Number("amount"), 0);

    public static string ForFailedPayout(Change change, JsonObject payout) =>
        New(change, "payout_failure", payout, payout.Number("amount"), 0);

    private static Answer List(Call call) => Listing.Page(call, Kind, "balance_transactions", item =>
        new[] { "source", "type", "currency" }.All(name => call.Form.Text(name) is not { } wanted || item.Text(name) == wanted)
        && (call.Form.Text("payout") is not { } payout || Payouts.IsIn(call.Change, item, payout)));

    private static string New(Change change, string type, JsonObject source, long amount, long fee)
    {
        var id = Ids.New("txn");
        var fees = fee == 0
            ? new JsonArray()
            : new JsonArray(new JsonObject { ["amount"] = fee, ["currency"] = source.Text("currency"), ["type"] = "stripe_fee" });
        change.Put(new JsonObject
        {
            ["id"] = id,
            ["object"] = Kind,
            ["amount"] = amount,
            ["available_on"] = change.Now.AddDays(DaysUntilAvailable).ToUnixTimeSeconds(),
            ["created"] = change.NowSeconds,
            ["currency"] = source.Text("currency"),
            ["description"] = null,
            ["exchange_rate"] = null,
            ["fee"] = fee,
            ["fee_details"] = fees,
            ["net"] = amount - fee,
            ["reporting_category"] = type,
            ["source"] = source.Id(),
            ["status"] = "pending",
            ["type"] = type,
        });
        return id;
    }
}
