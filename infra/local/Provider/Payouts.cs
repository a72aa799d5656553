using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Payouts to the bank: <c>in_transit → paid | failed</c>, and <c>paid → failed</c> when the bank sends it back. A payout holds what was
/// on the balance and in no payout before; its own transaction is listed with them. Only the provider knows which transactions
/// these are: it says so to who lists them by their payout, once reconciliation is completed.
/// </summary>
internal static class Payouts
{
    public const string Kind = "payout";

    /// <summary>A balance transaction that was paid out, and in which payout.</summary>
    private const string Entry = "sandbox.paid_out";

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Retrieve("payouts/{id}", Kind),
        Listing.Of("payouts", Kind, "status"),
    ];

    /// <summary>Null where nothing is there to be paid out.</summary>
    public static JsonObject? Begin(Change change, string currency, Func<JsonObject, bool> isReady)
    {
        var ready = Unpaid(change).Where(item => item.Text("currency") == currency && isReady(item)).Select(item => item.Copy()).ToList();
        if (ready.Count == 0)
            return null;
        var payout = New(change, currency, ready.Sum(item => item.Number("net")));
        payout["balance_transaction"] = BalanceTransactions.ForPayout(change, payout);
        foreach (var item in ready.Append(change.Get(BalanceTransactions.Kind, payout.Text("balance_transaction"))))
        {
            item["status"] = "available";
            change.Put(item);
            change.Put(new JsonObject { ["id"] = item.Id(), ["object"] = Entry, ["payout"] = payout.Id() });
        }
        change.PutAndTell(payout, "payout.created");
        return payout;
    }

    public static bool Pay(Change change, JsonObject payout)
    {
        if (payout.Text("status") != "in_transit")
            return false;
        payout["status"] = "paid";
        change.PutAndTell(payout, "payout.paid");
        payout["reconciliation_status"] = "completed";
        change.PutAndTell(payout, "payout.reconciliation_completed");
        Settlements.Forget(change, payout);
        return true;
    }

    /// <summary>The money is on the balance again, and goes with the next payout.</summary>
    public static bool Fail(Change change, JsonObject payout, string code)
    {
        if (payout.Text("status") is not ("in_transit" or "paid"))
            return false;
        payout["status"] = "failed";
        payout["failure_code"] = code;
        payout["failure_message"] = "The bank did not take the payout.";
        payout["failure_balance_transaction"] = BalanceTransactions.ForFailedPayout(change, payout);
        change.PutAndTell(payout, "payout.failed");
        Settlements.Forget(change, payout);
        return true;
    }

    /// <summary>Begins what is due by the interval, in each currency that has something available.</summary>
    public static void RunDue(Change change)
    {
        if (change.Options.PayoutInterval is not { } interval)
            return;
        if ((change.All(Kind).LastOrDefault() ?? change.All(BalanceTransactions.Kind).FirstOrDefault()) is not { } last
            || change.NowSeconds < last.Number("created") + (long)interval.TotalSeconds)
            return;
        foreach (var currency in Unpaid(change).Where(IsAvailable).Select(item => item.Text("currency")!).Distinct().ToList())
        {
            var payout = Begin(change, currency, IsAvailable);
            Settlements.Schedule(change, payout!, null, change.Options.PayoutDelay);
        }

        bool IsAvailable(JsonObject item) => item.Number("available_on") <= change.NowSeconds;
    }

    public static bool IsIn(Change change, JsonObject transaction, string payout) =>
        change.Find(Entry, transaction.Id())?.Text("payout") == payout;

    private static IEnumerable<JsonObject> Unpaid(Change change) =>
        change.All(BalanceTransactions.Kind).Where(item => change.Find(Entry, item.Id()) is null);

    private static JsonObject New(Change change, string currency, long amount) => new()
    {
        ["id"] = Ids.New("po"),
        ["object"] = Kind,
        ["amount"] = amount,
        ["arrival_date"] = new DateTimeOffset((change.Now + change.Options.PayoutDelay).UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeSeconds(),
        ["automatic"] = true,
        ["balance_transaction"] = null,
        ["created"] = change.NowSeconds,
        ["currency"] = currency,
        ["description"] = "STRIPE PAYOUT",
        ["destination"] = "ba_sandbox",
        ["failure_balance_transaction"] = null,
        ["failure_code"] = null,
        ["failure_message"] = null,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["method"] = "standard",
        ["original_payout"] = null,
        ["reconciliation_status"] = "in_progress",
        ["reversed_by"] = null,
        ["source_type"] = "card",
        ["statement_descriptor"] = null,
        ["status"] = "in_transit",
        ["type"] = "bank_account",
    };
}
