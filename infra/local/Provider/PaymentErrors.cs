using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>The error that a failed attempt leaves in its intent (<c>last_payment_error</c>) and in the answer.</summary>
internal static class PaymentErrors
{
    public static JsonObject Of(Decline decline, JsonObject method, string? chargeId = null)
    {
        var error = new JsonObject
        {
            ["type"] = "card_error",
            ["code"] = decline.Code,
            ["decline_code"] = decline.DeclineCode,
            ["message"] = decline.Message,
        };
        if (decline.AdviceCode is not null)
            error["advice_code"] = decline.AdviceCode;
        if (decline.Parameter is not null)
            error["param"] = decline.Parameter;
        if (chargeId is not null)
            error["charge"] = chargeId;
        error["doc_url"] = "https://stripe.com/docs/error-codes/" + decline.Code.Replace('_', '-');
        error["payment_method"] = method.DeepClone();
        return error;
    }

    /// <summary>
    /// A debit that its bank refused, days after the call. Of a SEPA debit the intent says only that the attempt failed: the bank's reason
    /// is in the charge's <c>failure_code</c>.
    /// </summary>
    public static JsonObject OfBank(string code, JsonObject method, string chargeId) => new()
    {
        ["type"] = "invalid_request_error",
        ["code"] = method.Text("type") == "sepa_debit" ? "payment_intent_payment_attempt_failed" : code,
        ["message"] = "The customer's bank refused the debit.",
        ["charge"] = chargeId,
        ["payment_method"] = method.DeepClone(),
    };

    public static JsonObject OfAuthentication(JsonObject intent, JsonObject method) => new()
    {
        ["type"] = "invalid_request_error",
        ["code"] = $"{intent.Kind()}_authentication_failure",
        ["message"] = "The customer failed to authenticate.",
        ["payment_method"] = method.DeepClone(),
    };
}
