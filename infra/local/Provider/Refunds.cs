using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// Refunds: <c>pending → succeeded | failed</c>, and <c>succeeded → failed</c> when the money comes back later, which gives the charge
/// its refundable amount again.
/// </summary>
internal static class Refunds
{
    public const string Kind = "refund";

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Post(
            "refunds",
            Create,
            "charge",
            "payment_intent",
            new Parameter("amount", ParameterKind.Integer),
            new Parameter("reason") { OneOf = ["duplicate", "fraudulent", "requested_by_customer"] },
            Parameters.Metadata),
        Operation.Retrieve("refunds/{id}", Kind),
        Listing.Of("refunds", Kind, "charge", "payment_intent"),
    ];

    private static Answer Create(Call call)
    {
        var (change, form) = (call.Change, call.Form);
        var (found, refusal) = FindCharge(change, form);
        if (found is not { } charge)
            return refusal!;
        if (charge.Text("status") != "succeeded")
            return Refuse.Invalid("charge_not_refundable", "Only a charge that succeeded can be refunded.");
        if (charge.Flag("disputed"))
            return Refuse.Invalid("charge_disputed", $"Charge {charge.Id()} has been charged back, so it can't be refunded.");
        var left = charge.Number("amount") - charge.Number("amount_refunded");
        if (left == 0)
            return Refuse.Invalid("charge_already_refunded", $"Charge {charge.Id()} has already been refunded.");
        var amount = form.Integer("amount") ?? left;
        if (amount < 1)
            return Refuse.Invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        if (amount > left)
            return Refuse.Invalid(null, $"Refund amount ({amount}) is greater than what is left of the charge ({left}).", "amount");

        return Answer.Ok(Begin(change, form, charge, amount));
    }

    public static bool Succeed(Change change, JsonObject refund)
    {
        if (refund.Text("status") != "pending")
            return false;
        refund["status"] = "succeeded";
        refund.Remove("pending_reason");
        change.PutAndTell(refund, "refund.updated");
        Settlements.Forget(change, refund);
        return true;
    }

    public static bool Fail(Change change, JsonObject refund, string reason)
    {
        if (refund.Text("status") is not ("pending" or "succeeded"))
            return false;
        refund["status"] = "failed";
        refund["failure_reason"] = reason;
        refund.Remove("pending_reason");
        refund["failure_balance_transaction"] = BalanceTransactions.ForFailedRefund(change, refund);
        change.PutAndTell(refund, "refund.updated");
        change.PutAndTell(refund, "refund.failed");

        var charge = change.Get(Charges.Kind, refund.Text("charge"));
        charge["amount_refunded"] = charge.Number("amount_refunded") - refund.Number("amount");
        charge["refunded"] = false;
        change.PutAndTell(charge, "charge.updated");
        Settlements.Forget(change, refund);
        return true;
    }

    private static JsonObject Begin(Change change, FormBody form, JsonObject charge, long amount)
    {
        var course = Nature.Card(change, charge.Text("payment_method")!)?.Refund ?? RefundCourse.PendsThenSucceeds;
        var refund = new JsonObject
        {
            ["id"] = Ids.New("re"),
            ["object"] = Kind,
            ["amount"] = amount,
            ["balance_transaction"] = null,
            ["charge"] = charge.Id(),
            ["created"] = change.NowSeconds,
            ["currency"] = charge.Text("currency"),
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Text("payment_intent"),
            ["reason"] = form.Text("reason"),
            ["receipt_number"] = null,
            ["status"] = course == RefundCourse.PendsThenSucceeds ? "pending" : "succeeded",
        };
        if (course == RefundCourse.PendsThenSucceeds)
            refund["pending_reason"] = "processing";
        Metadata.Merge(form, refund);
        refund["balance_transaction"] = BalanceTransactions.ForRefund(change, refund);
        if (course != RefundCourse.Succeeds)
            Settlements.Schedule(change, refund, course == RefundCourse.SucceedsThenFails ? "expired_or_canceled_card" : null);

        charge["amount_refunded"] = charge.Number("amount_refunded") + amount;
        charge["refunded"] = charge.Number("amount_refunded") == charge.Number("amount");
        change.PutAndTell(refund, "refund.created");
        change.PutAndTell(charge, "charge.refunded");
        return refund;
    }

    private static (JsonObject? Charge, Answer? Refusal) FindCharge(Change change, FormBody form)
    {
        var chargeId = form.Text("charge");
        if (form.Text("payment_intent") is { } intentId)
        {
            if (change.Find(PaymentIntents.Kind, intentId) is not { } intent)
                return (null, Refuse.Missing(PaymentIntents.Kind, intentId, "payment_intent"));
            if (intent.Text("latest_charge") is not { } latest)
                return (null, Refuse.UnexpectedState(intent, "The intent has no charge to refund."));
            if (chargeId is not null && chargeId != latest)
                return (null, Refuse.Invalid(null, "The charge does not belong to the intent.", "charge"));
            chargeId = latest;
        }

        if (chargeId is null)
            return (null, Refuse.Invalid("parameter_missing", "One of payment_intent or charge must be given.", "payment_intent"));
        if (change.Find(Charges.Kind, chargeId) is not { } charge)
            return (null, Refuse.Missing(Charges.Kind, chargeId, "charge"));
        return (charge, null);
    }
}
