using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// What banks and customers do, when a test or a demonstration wants it. Each method gives the object as it then is, or null where there
/// is no such object or it does not wait for that.
/// </summary>
internal sealed class OnDemand(SandboxState state, SandboxClock clock, ProviderSandboxOptions options)
{
    /// <summary>The debit is paid, or the customer has authenticated (and the card pays).</summary>
    public JsonObject? SucceedPayment(string id) => Act(PaymentIntents.Kind, id, Confirmation.Succeed);

    public JsonObject? FailPayment(string id, string? code = null) =>
        Act(PaymentIntents.Kind, id, (change, intent) => Confirmation.Fail(change, intent, code ?? "debit_not_authorized"));

    public JsonObject? SucceedSetup(string id) => Act(SetupIntents.Kind, id, When(SetupIntents.Succeed));

    public JsonObject? SucceedRefund(string id) => Act(Refunds.Kind, id, When(Refunds.Succeed));

    /// <summary>Also for a refund that had succeeded.</summary>
    public JsonObject? FailRefund(string id, string? reason = null) =>
        Act(Refunds.Kind, id, When((change, refund) => Refunds.Fail(change, refund, reason ?? "expired_or_canceled_card")));

    public JsonObject? DisputeCharge(string id, string? reason = null, long? amount = null) =>
        Act(Charges.Kind, id, (change, charge) => charge.Text("status") == "succeeded" && !charge.Flag("disputed")
            ? Disputes.Open(change, charge, reason ?? "fraudulent", amount)
            : null);

    public JsonObject? CloseDispute(string id, bool won) =>
        Act(Disputes.Kind, id, When((change, dispute) => Disputes.Close(change, dispute, won)));

    /// <summary>A saved card behaves like another test card from now on: real ones run dry or are stolen after they were saved.</summary>
    public JsonObject? TurnCardInto(string methodId, string testCardName) =>
        Act(PaymentMethods.Kind, methodId, (change, method) =>
        {
            if (method.Text("type") != "card" || TestCards.Find(testCardName) is not { } card)
                return null;
            Nature.OfCard(change, methodId, card);
            return method;
        });

    /// <summary>Moves the sandbox's clock and does what is then due.</summary>
    public void Advance(TimeSpan by)
    {
        clock.Advance((long)by.TotalSeconds);
        SettleDue();
    }

    public void SettleDue()
    {
        lock (state.Gate)
        {
            var change = new Change(state, clock.Now(), options);
            Settlements.RunDue(change);
            Payouts.RunDue(change);
            change.Commit();
        }
    }

    /// <summary>Sends what has not been paid out yet to the bank, without waiting until it is available; null where there is nothing.</summary>
    public JsonObject? PayOut(string currency)
    {
        lock (state.Gate)
        {
            var change = new Change(state, clock.Now(), options);
            if (Payouts.Begin(change, currency, _ => true) is not { } payout)
                return null;
            change.Commit();
            return payout.Copy();
        }
    }

    public JsonObject? PayPayout(string id) => Act(Payouts.Kind, id, When(Payouts.Pay));

    /// <summary>Also for a payout that had been paid: the bank sends it back.</summary>
    public JsonObject? FailPayout(string id, string? code = null) =>
        Act(Payouts.Kind, id, When((change, payout) => Payouts.Fail(change, payout, code ?? "account_closed")));

    private JsonObject? Act(string kind, string id, Func<Change, JsonObject, JsonObject?> act)
    {
        lock (state.Gate)
        {
            var change = new Change(state, clock.Now(), options);
            if (change.Find(kind, id) is not { } found || act(change, found) is not { } result)
                return null;
            change.Commit();
            return result.Copy();
        }
    }

    private static Func<Change, JsonObject, JsonObject?> When(Func<Change, JsonObject, bool> act) =>
        (change, item) => act(change, item) ? item : null;
}
