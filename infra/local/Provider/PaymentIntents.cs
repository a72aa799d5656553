using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

internal static class PaymentIntents
{
    public const string Kind = "payment_intent";

    private static readonly Parameter OffSession = new("off_session") { OneOf = ["true", "false", "one_off", "recurring"] };

    private static readonly IReadOnlyList<Parameter> OnConfirmation =
    [
        OffSession,
        new("error_on_requires_action", ParameterKind.Boolean),
        "payment_method",
        "return_url",
        "mandate",
        new("mandate_data", ParameterKind.Map),
        new("payment_method_options", ParameterKind.Map),
        new("setup_future_usage") { OneOf = ["on_session", "off_session"] },
        "receipt_email",
    ];

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Post(
            "payment_intents",
            Create,
            [
                new("amount", ParameterKind.Amount, Required: true),
                new("currency", Required: true),
                new("confirm", ParameterKind.Boolean),
                "customer",
                "description",
                "statement_descriptor",
                "statement_descriptor_suffix",
                "transfer_group",
                new("capture_method") { OneOf = ["automatic", "automatic_async"] },
                new("automatic_payment_methods", ParameterKind.Map),
                new("payment_method_types", ParameterKind.List),
                Parameters.Metadata,
                .. OnConfirmation,
            ]),
        Operation.Retrieve("payment_intents/{id}", Kind),
        Operation.Post("payment_intents/{id}", Update, "payment_method", "description", Parameters.Metadata),
        Operation.Post("payment_intents/{id}/confirm", Confirm, OnConfirmation),
        Operation.Post("payment_intents/{id}/cancel", Cancel, new Parameter("cancellation_reason")
        {
            OneOf = ["duplicate", "fraudulent", "requested_by_customer", "abandoned"],
        }),
        Listing.Of("payment_intents", Kind, "customer"),
    ];

    private static Answer Create(Call call)
    {
        var (change, form) = (call.Change, call.Form);
        var confirms = form.Flag("confirm");
        if (!confirms && (form.Has("off_session") || form.Has("error_on_requires_action")))
            return Refuse.Invalid(null, "off_session and error_on_requires_action need confirm=true.", "off_session");
        var currency = form.Text("currency")!;
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterLower))
            return Refuse.Invalid(null, $"Invalid currency: {currency}", "currency");
        if (form.Text("customer") is { } customerId && change.Find(Customers.Kind, customerId) is null)
            return Refuse.Missing(Customers.Kind, customerId, "customer");

        var intent = New(change, form, currency);
        if (MethodChoice.Choose(change, intent, form.Text("payment_method")) is { } refusal)
            return refusal;
        change.PutAndTell(intent, "payment_intent.created");
        return confirms ? Confirmation.Run(change, intent, form) : Answer.Ok(intent);
    }

    private static Answer Update(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } intent)
            return Refuse.Missing(Kind, call.Id);
        var methodId = call.Form.Text("payment_method");
        if (methodId is not null && !CanBeConfirmed(intent))
            return Refuse.UnexpectedState(intent, $"The payment method can't be changed while the intent is {intent.Text("status")}.");
        if (MethodChoice.Choose(call.Change, intent, methodId) is { } refusal)
            return refusal;
        if (call.Form.Has("description"))
            intent["description"] = call.Form.Text("description");
        Metadata.Merge(call.Form, intent);
        call.Change.Put(intent);
        return Answer.Ok(intent);
    }

    private static Answer Confirm(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } intent)
            return Refuse.Missing(Kind, call.Id);
        if (!CanBeConfirmed(intent))
            return Refuse.UnexpectedState(intent, $"The intent can't be confirmed while it is {intent.Text("status")}.");
        return MethodChoice.Choose(call.Change, intent, call.Form.Text("payment_method"))
            ?? Confirmation.Run(call.Change, intent, call.Form);
    }

    private static Answer Cancel(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } intent)
            return Refuse.Missing(Kind, call.Id);
        if (!CanBeConfirmed(intent))
            return Refuse.UnexpectedState(intent, $"The intent can't be cancelled while it is {intent.Text("status")}.");
        intent["status"] = "canceled";
        intent["canceled_at"] = call.Change.NowSeconds;
        intent["cancellation_reason"] = call.Form.Text("cancellation_reason");
        intent["next_action"] = null;
        call.Change.PutAndTell(intent, "payment_intent.canceled");
        return Answer.Ok(intent);
    }

    /// <summary>Neither collected, nor under way, nor cancelled: the same states may be cancelled.</summary>
    private static bool CanBeConfirmed(JsonObject intent) =>
        intent.Text("status") is "requires_payment_method" or "requires_confirmation" or "requires_action";

    private static JsonObject New(Change change, FormBody form, string currency)
    {
        var id = Ids.New("pi");
        var intent = new JsonObject
        {
            ["id"] = id,
            ["object"] = Kind,
            ["amount"] = form.Integer("amount"),
            ["amount_capturable"] = 0L,
            ["amount_received"] = 0L,
            ["canceled_at"] = null,
            ["cancellation_reason"] = null,
            ["capture_method"] = form.Text("capture_method") ?? "automatic",
            ["client_secret"] = id + Ids.New("_secret"),
            ["confirmation_method"] = "automatic",
            ["created"] = change.NowSeconds,
            ["currency"] = currency,
            ["customer"] = form.Text("customer"),
            ["description"] = form.Text("description"),
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["payment_method"] = null,
            ["payment_method_options"] = form.Map("payment_method_options")?.DeepClone() ?? new JsonObject(),
            ["payment_method_types"] = Json.ToArray(form.List("payment_method_types").Select(type => (JsonNode)type)),
            ["processing"] = null,
            ["receipt_email"] = form.Text("receipt_email"),
            ["setup_future_usage"] = form.Text("setup_future_usage"),
            ["statement_descriptor"] = form.Text("statement_descriptor"),
            ["statement_descriptor_suffix"] = form.Text("statement_descriptor_suffix"),
            ["status"] = "requires_payment_method",
            ["transfer_group"] = form.Text("transfer_group"),
        };
        Metadata.Merge(form, intent);
        return intent;
    }
}
