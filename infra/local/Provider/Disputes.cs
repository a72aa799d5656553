using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Disputes: opened by a test card, or on any charge at any time through the control API, since they come months later; then won or lost.
/// A debit that the bank returns after it succeeded is shown as one, too.
/// </summary>
internal static class Disputes
{
    public const string Kind = "dispute";

    private const int DaysForEvidence = 9;

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Retrieve("disputes/{id}", Kind),
        Listing.Of("disputes", Kind, "charge", "payment_intent"),
    ];

    /// <param name="amount">What is left of the charge unless given: a bank may take all of it back, refunded or not.</param>
    public static JsonObject Open(Change change, JsonObject charge, string reason, long? amount = null)
    {
        var dispute = new JsonObject
        {
            ["id"] = Ids.New("dp"),
            ["object"] = Kind,
            ["amount"] = amount ?? (charge.Number("amount") - charge.Number("amount_refunded")),
            ["balance_transactions"] = new JsonArray(),
            ["charge"] = charge.Id(),
            ["created"] = change.NowSeconds,
            ["currency"] = charge.Text("currency"),
            ["evidence_details"] = new JsonObject
            {
                ["due_by"] = change.Now.AddDays(DaysForEvidence).ToUnixTimeSeconds(),
                ["has_evidence"] = false,
                ["past_due"] = false,
                ["submission_count"] = 0L,
            },
            ["is_charge_refundable"] = false,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Text("payment_intent"),
            ["reason"] = reason,
            ["status"] = "needs_response",
        };
        charge["disputed"] = true;
        change.PutAndTell(charge, "charge.updated");
        change.PutAndTell(dispute, "charge.dispute.created");
        AddToBalance(change, dispute, BalanceTransactions.ForDispute(change, dispute));
        change.PutAndTell(dispute, "charge.dispute.funds_withdrawn");
        return dispute;
    }

    public static bool Close(Change change, JsonObject dispute, bool won)
    {
        if (dispute.Text("status") != "needs_response")
            return false;
        dispute["status"] = won ? "won" : "lost";
        change.PutAndTell(dispute, "charge.dispute.closed");
        if (won)
        {
            AddToBalance(change, dispute, BalanceTransactions.ForWonDispute(change, dispute));
            change.PutAndTell(dispute, "charge.dispute.funds_reinstated");
        }

        return true;
    }

    private static void AddToBalance(Change change, JsonObject dispute, string transactionId) =>
        dispute["balance_transactions"]!.AsArray().Add(change.Get(BalanceTransactions.Kind, transactionId).DeepClone());
}
