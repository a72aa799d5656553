using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

internal static class PaymentMethods
{
    public const string Kind = "payment_method";

    public static readonly IReadOnlyList<Operation> Operations =
    [
        NewPaymentMethod.Operation,
        Operation.Get("payment_methods/{id}", Retrieve),
        Operation.Post("payment_methods/{id}/attach", Attach, new Parameter("customer", Required: true)),
        Operation.Post("payment_methods/{id}/detach", Detach),
        Operation.Get("payment_methods", List, Listing.Accepting(["customer", "type"])),
    ];

    /// <summary>The method with this id; a well-known test id makes a new method each time it is used.</summary>
    public static JsonObject? Use(Change change, string id)
    {
        if (!TestCards.IsWellKnown(id))
            return change.Find(Kind, id);
        return TestCards.ByMethod(id) is { } card ? NewPaymentMethod.OfCard(change, card) : null;
    }

    /// <summary>Null where it is attached now.</summary>
    public static Answer? Attach(Change change, string methodId, JsonObject customer, out JsonObject? method)
    {
        method = Use(change, methodId);
        if (method is null)
            return Refuse.Missing(Kind, methodId);
        if (method.Text("customer") == customer.Id())
            return null;
        if (method.Text("customer") is not null)
            return Refuse.Invalid(null, "The payment method is already attached to another customer.", "customer");
        if (Nature.IsSpent(change, method.Id()))
            return Refuse.Invalid(null, "The payment method was detached or used without a customer, and can't be used again.");
        if (Nature.Card(change, method.Id()) is { Decline: { } decline, AttachesAllTheSame: false })
            return new Answer(402, new JsonObject { ["error"] = PaymentErrors.Of(decline, method) });
        method["customer"] = customer.Id();
        change.PutAndTell(method, "payment_method.attached");
        return null;
    }

    /// <summary>Without a customer the list is empty: methods are never listed across customers.</summary>
    public static Answer ListOf(Call call, string? customerId, string route)
    {
        var type = call.Form.Text("type");
        return Listing.Page(call, Kind, route, method =>
            customerId is not null && method.Text("customer") == customerId && (type is null || method.Text("type") == type));
    }

    private static Answer List(Call call) => ListOf(call, call.Form.Text("customer"), "payment_methods");

    private static Answer Retrieve(Call call) =>
        Use(call.Change, call.Id) is { } method ? Answer.Ok(method) : Refuse.Missing(Kind, call.Id);

    private static Answer Attach(Call call)
    {
        var customerId = call.Form.Text("customer")!;
        if (call.Change.Find(Customers.Kind, customerId) is not { } customer)
            return Refuse.Missing(Customers.Kind, customerId, "customer");
        return Attach(call.Change, call.Id, customer, out var method) ?? Answer.Ok(method!);
    }

    private static Answer Detach(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } method)
            return Refuse.Missing(Kind, call.Id);
        if (method.Text("customer") is null)
            return Refuse.Invalid(null, "The payment method is not attached to a customer, so it can't be detached.");
        method["customer"] = null;
        Nature.Spend(call.Change, method.Id());
        call.Change.PutAndTell(method, "payment_method.detached");
        return Answer.Ok(method);
    }
}
