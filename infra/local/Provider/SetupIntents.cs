using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>Setup intents, as far as saving a payment method for later needs them: no mandates, no micro-deposits.</summary>
internal static class SetupIntents
{
    public const string Kind = "setup_intent";

    private static readonly IReadOnlyList<Parameter> OnConfirmation =
        ["payment_method", "return_url", new("mandate_data", ParameterKind.Map)];

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Post(
            "setup_intents",
            Create,
            [
                "customer",
                "description",
                new("confirm", ParameterKind.Boolean),
                new("usage") { OneOf = ["off_session", "on_session"] },
                new("payment_method_types", ParameterKind.List),
                new("payment_method_options", ParameterKind.Map),
                new("automatic_payment_methods", ParameterKind.Map),
                Parameters.Metadata,
                .. OnConfirmation,
            ]),
        Operation.Retrieve("setup_intents/{id}", Kind),
        Operation.Post("setup_intents/{id}/confirm", Confirm, OnConfirmation),
        Operation.Post("setup_intents/{id}/cancel", Cancel, "cancellation_reason"),
        Listing.Of("setup_intents", Kind, "customer", "payment_method"),
    ];

    /// <summary>The customer authenticated. False where the intent does not wait for that.</summary>
    public static bool Succeed(Change change, JsonObject intent)
    {
        if (intent.Text("status") != "requires_action")
            return false;
        Finish(change, intent, change.Get(PaymentMethods.Kind, intent.Text("payment_method")));
        return true;
    }

    private static Answer Create(Call call)
    {
        if (call.Form.Text("customer") is { } customerId && call.Change.Find(Customers.Kind, customerId) is null)
            return Refuse.Missing(Customers.Kind, customerId, "customer");
        var id = Ids.New("seti");
        var intent = new JsonObject
        {
            ["id"] = id,
            ["object"] = Kind,
            ["cancellation_reason"] = null,
            ["client_secret"] = id + Ids.New("_secret"),
            ["created"] = call.Change.NowSeconds,
            ["customer"] = call.Form.Text("customer"),
            ["description"] = call.Form.Text("description"),
            ["last_setup_error"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["payment_method"] = null,
            ["payment_method_types"] = Json.ToArray(call.Form.List("payment_method_types").Select(type => (JsonNode)type)),
            ["status"] = "requires_payment_method",
            ["usage"] = call.Form.Text("usage") ?? "off_session",
        };
        Metadata.Merge(call.Form, intent);
        if (MethodChoice.Choose(call.Change, intent, call.Form.Text("payment_method")) is { } refusal)
            return refusal;
        call.Change.PutAndTell(intent, "setup_intent.created");
        return call.Form.Flag("confirm") ? Run(call.Change, intent) : Answer.Ok(intent);
    }

    private static Answer Confirm(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } intent)
            return Refuse.Missing(Kind, call.Id);
        if (intent.Text("status") is "succeeded" or "canceled")
            return Refuse.UnexpectedState(intent, $"The intent can't be confirmed while it is {intent.Text("status")}.");
        return MethodChoice.Choose(call.Change, intent, call.Form.Text("payment_method")) ?? Run(call.Change, intent);
    }

    private static Answer Cancel(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } intent)
            return Refuse.Missing(Kind, call.Id);
        if (intent.Text("status") is "succeeded" or "canceled")
            return Refuse.UnexpectedState(intent, $"The intent can't be cancelled while it is {intent.Text("status")}.");
        intent["status"] = "canceled";
        intent["cancellation_reason"] = call.Form.Text("cancellation_reason");
        call.Change.PutAndTell(intent, "setup_intent.canceled");
        return Answer.Ok(intent);
    }

    private static Answer Run(Change change, JsonObject intent)
    {
        if (intent.Text("payment_method") is not { } methodId)
            return Refuse.UnexpectedState(intent, "The intent can't be confirmed without a payment method.");
        var method = change.Get(PaymentMethods.Kind, methodId);
        switch (Nature.Card(change, methodId))
        {
            case { NeedsAuthentication: true }:
                intent["status"] = "requires_action";
                intent["next_action"] = new JsonObject { ["type"] = "use_stripe_sdk", ["use_stripe_sdk"] = new JsonObject() };
                change.PutAndTell(intent, "setup_intent.requires_action");
                return Answer.Ok(intent);
            case { Decline: { } decline, AttachesAllTheSame: false }:
                var error = PaymentErrors.Of(decline, method);
                intent["status"] = "requires_payment_method";
                intent["payment_method"] = null;
                intent["last_setup_error"] = error.DeepClone();
                change.PutAndTell(intent, "setup_intent.setup_failed");
                return Refuse.Card(error, intent);
            default:
                Finish(change, intent, method);
                return Answer.Ok(intent);
        }
    }

    private static void Finish(Change change, JsonObject intent, JsonObject method)
    {
        intent["status"] = "succeeded";
        intent["next_action"] = null;
        intent["last_setup_error"] = null;
        if (intent.Text("customer") is { } customerId && method.Text("customer") is null)
        {
            method["customer"] = customerId;
            change.PutAndTell(method, "payment_method.attached");
        }

        change.PutAndTell(intent, "setup_intent.succeeded");
    }
}
