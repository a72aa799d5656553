using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>Names the method that an intent, of payment or of setup, is to be confirmed with.</summary>
internal static class MethodChoice
{
    /// <summary>Null where it is chosen; the intent then waits for its confirmation.</summary>
    public static Answer? Choose(Change change, JsonObject intent, string? methodId)
    {
        if (methodId is null)
            return null;
        if (PaymentMethods.Use(change, methodId) is not { } method)
            return Refuse.Missing(PaymentMethods.Kind, methodId, "payment_method");
        if (method.Text("customer") is { } owner && owner != intent.Text("customer"))
            return Refuse.Invalid(null, "The payment method belongs to a customer that the intent does not name.", "payment_method");

        var type = method.Text("type")!;
        var types = intent["payment_method_types"]!.AsArray();
        if (types.Count == 0)
            types.Add(type);
        if (types.All(allowed => allowed!.GetValue<string>() != type))
            return Refuse.Invalid(null, $"A payment method of type {type} is not allowed for this intent.", "payment_method");
        if (intent.Text("currency") is { } currency && !TakesCurrency(type, currency))
            return Refuse.Invalid("payment_method_currency_mismatch", $"A method of type {type} can't pay in {currency}.", "currency");

        intent["payment_method"] = method.Id();
        if (intent.Text("status") == "requires_payment_method")
            intent["status"] = "requires_confirmation";
        return null;
    }

    private static bool TakesCurrency(string type, string currency) => type switch
    {
        "acss_debit" => currency is "cad" or "usd",
        "sepa_debit" => currency == "eur",
        _ => true,
    };
}
