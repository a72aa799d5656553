using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// What becomes of an intent that is confirmed:
/// <code>
/// card pays                       → succeeded
/// card declines                   → requires_payment_method, answered 402
/// card wants the customer, away   → requires_payment_method, answered 402 (not requires_action: nobody is there to act)
/// card wants the customer, there  → requires_action → succeeded | requires_payment_method
/// bank debit                      → processing → succeeded | requires_payment_method
/// </code>
/// </summary>
internal static class Confirmation
{
    public static Answer Run(Change change, JsonObject intent, FormBody form)
    {
        if (intent.Text("payment_method") is not { } methodId)
            return Refuse.UnexpectedState(intent, "The intent can't be confirmed without a payment method.");
        if (Nature.IsSpent(change, methodId))
            return Refuse.Invalid(null, "The payment method was detached or used without a customer, and can't be used again.");
        if (form.Text("setup_future_usage") is { } usage)
            intent["setup_future_usage"] = usage;
        var method = change.Get(PaymentMethods.Kind, methodId);
        if (method.Text("customer") is null && intent.Text("setup_future_usage") is null)
            Nature.Spend(change, methodId);

        if (Nature.Card(change, methodId) is not { } card)
            return Debit(change, intent, method);
        var customerIsAway = form.Text("off_session") is not (null or "false");
        return card switch
        {
            { NeedsAuthentication: true } when customerIsAway => Decline(change, intent, method, TestCards.AuthenticationRequired),
            { NeedsAuthentication: true } when form.Flag("error_on_requires_action") =>
                Decline(change, intent, method, TestCards.AuthenticationNotHandled),
            { NeedsAuthentication: true } => AskCustomer(change, intent, form.Text("return_url")),
            { Decline: { } decline } => Decline(change, intent, method, decline),
            _ => Collect(change, intent, method, card.DisputedAs),
        };
    }

    /// <summary>The customer authenticated, or the debit was paid. Null where the intent waits for neither.</summary>
    public static JsonObject? Succeed(Change change, JsonObject intent)
    {
        var method = change.Find(PaymentMethods.Kind, intent.Text("payment_method"));
        switch (intent.Text("status"))
        {
            case "requires_action":
                return Collect(change, intent, method!, Nature.Card(change, method!.Id())?.DisputedAs).Body;
            case "processing":
                var charge = change.Get(Charges.Kind, intent.Text("latest_charge"));
                Paid(change, intent, method!, charge, Nature.Account(change, method!.Id()).DisputedAs);
                return intent;
            default:
                return null;
        }
    }

    /// <summary>The customer failed to authenticate, or the bank refused. Null where the intent waits for neither.</summary>
    public static JsonObject? Fail(Change change, JsonObject intent, string code)
    {
        var method = change.Find(PaymentMethods.Kind, intent.Text("payment_method"));
        switch (intent.Text("status"))
        {
            case "requires_action":
                Failed(change, intent, PaymentErrors.OfAuthentication(intent, method!));
                return intent;
            case "processing":
                var charge = change.Get(Charges.Kind, intent.Text("latest_charge"));
                Charges.Fail(change, charge, code, code, "The customer's bank refused the debit.");
                Failed(change, intent, PaymentErrors.OfBank(code, method!, charge.Id()));
                return intent;
            default:
                return null;
        }
    }

    /// <summary>With an address to come back to, the customer is sent to a page; else the shop's own page has to ask.</summary>
    private static Answer AskCustomer(Change change, JsonObject intent, string? returnUrl)
    {
        var (type, details) = returnUrl is null
            ? ("use_stripe_sdk", new JsonObject())
            : ("redirect_to_url", new JsonObject { ["return_url"] = returnUrl, ["url"] = change.PageOf(intent) });
        intent["status"] = "requires_action";
        intent["next_action"] = new JsonObject { ["type"] = type, [type] = details };
        change.PutAndTell(intent, "payment_intent.requires_action");
        return Answer.Ok(intent);
    }

    private static Answer Decline(Change change, JsonObject intent, JsonObject method, Decline decline)
    {
        var charge = Charges.Pending(change, intent, method);
        Charges.Fail(change, charge, decline.Code, decline.DeclineCode, decline.Message);
        intent["latest_charge"] = charge.Id();
        var error = PaymentErrors.Of(decline, method, charge.Id());
        Failed(change, intent, error);
        return Refuse.Card(error, intent);
    }

    private static Answer Collect(Change change, JsonObject intent, JsonObject method, string? disputedAs)
    {
        var charge = Charges.Pending(change, intent, method);
        intent["latest_charge"] = charge.Id();
        Paid(change, intent, method, charge, disputedAs);
        return Answer.Ok(intent);
    }

    private static Answer Debit(Change change, JsonObject intent, JsonObject method)
    {
        var charge = Charges.Pending(change, intent, method);
        change.PutAndTell(charge, "charge.pending");
        intent["status"] = "processing";
        intent["processing"] = new JsonObject { ["type"] = method.Text("type") };
        intent["latest_charge"] = charge.Id();
        intent["last_payment_error"] = null;
        change.PutAndTell(intent, "payment_intent.processing");
        Settlements.Schedule(change, intent, Nature.Account(change, method.Id()).FailureCode);
        return Answer.Ok(intent);
    }

    private static void Paid(Change change, JsonObject intent, JsonObject method, JsonObject charge, string? disputedAs)
    {
        Charges.Succeed(change, charge);
        intent["status"] = "succeeded";
        intent["amount_received"] = intent.Number("amount");
        intent["last_payment_error"] = null;
        intent["next_action"] = null;
        intent["processing"] = null;
        change.PutAndTell(intent, "payment_intent.succeeded");
        Settlements.Forget(change, intent);

        if (intent.Text("setup_future_usage") is not null && method.Text("customer") is null && intent.Text("customer") is { } customerId)
        {
            method["customer"] = customerId;
            change.PutAndTell(method, "payment_method.attached");
        }

        if (disputedAs is not null)
            Disputes.Open(change, charge, disputedAs);
    }

    private static void Failed(Change change, JsonObject intent, JsonObject error)
    {
        intent["status"] = "requires_payment_method";
        intent["payment_method"] = null;
        intent["last_payment_error"] = error.DeepClone();
        intent["next_action"] = null;
        intent["processing"] = null;
        change.PutAndTell(intent, "payment_intent.payment_failed");
        Settlements.Forget(change, intent);
    }
}
