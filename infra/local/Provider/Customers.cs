using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

internal static class Customers
{
    public const string Kind = "customer";

    private static readonly string[] PlainFields = ["name", "email", "phone", "description"];

    private static readonly IReadOnlyList<Parameter> Fields =
    [
        .. PlainFields.Select(name => new Parameter(name)),
        Parameters.Metadata,
        new("address", ParameterKind.Map),
        new("preferred_locales", ParameterKind.List),
        new("invoice_settings", ParameterKind.Map) { Fields = ["default_payment_method"] },
    ];

    public static readonly IReadOnlyList<Operation> Operations =
    [
        Operation.Post("customers", Create, [.. Fields, "payment_method"]),
        Operation.Retrieve("customers/{id}", Kind),
        Operation.Post("customers/{id}", Update, Fields),
        Listing.Of("customers", Kind, "email"),
        Operation.Get("customers/{id}/payment_methods", ListMethods, Listing.Accepting(["type"])),
    ];

    private static Answer Create(Call call)
    {
        var customer = new JsonObject
        {
            ["id"] = Ids.New("cus"),
            ["object"] = Kind,
            ["address"] = null,
            ["balance"] = 0L,
            ["created"] = call.Change.NowSeconds,
            ["currency"] = null,
            ["default_source"] = null,
            ["delinquent"] = false,
            ["description"] = null,
            ["email"] = null,
            ["invoice_settings"] = new JsonObject { ["default_payment_method"] = null },
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["phone"] = null,
            ["preferred_locales"] = new JsonArray(),
            ["tax_exempt"] = "none",
        };
        if (Fill(call, customer) is { } refusal)
            return refusal;
        call.Change.PutAndTell(customer, "customer.created");
        return call.Form.Text("payment_method") is { } methodId
            ? PaymentMethods.Attach(call.Change, methodId, customer, out _) ?? Answer.Ok(customer)
            : Answer.Ok(customer);
    }

    private static Answer Update(Call call)
    {
        if (call.Change.Find(Kind, call.Id) is not { } customer)
            return Refuse.Missing(Kind, call.Id);
        if (Fill(call, customer) is { } refusal)
            return refusal;
        call.Change.PutAndTell(customer, "customer.updated");
        return Answer.Ok(customer);
    }

    private static Answer ListMethods(Call call) => call.Change.Find(Kind, call.Id) is null
        ? Refuse.Missing(Kind, call.Id)
        : PaymentMethods.ListOf(call, call.Id, "customers/{id}/payment_methods");

    private static Answer? Fill(Call call, JsonObject customer)
    {
        var form = call.Form;
        foreach (var name in PlainFields.Where(form.Has))
            customer[name] = form.Text(name);
        if (form.Has("address"))
            customer["address"] = form.Map("address")?.DeepClone();
        if (form.Has("preferred_locales"))
            customer["preferred_locales"] = Json.ToArray(form.List("preferred_locales").Select(locale => (JsonNode)locale));
        Metadata.Merge(form, customer);

        if (form.Nested("invoice_settings").Text("default_payment_method") is not { } methodId)
            return null;
        if (call.Change.Find(PaymentMethods.Kind, methodId)?.Text("customer") != customer.Id())
            return Refuse.Missing(PaymentMethods.Kind, methodId, "invoice_settings[default_payment_method]");
        customer["invoice_settings"]!["default_payment_method"] = methodId;
        return null;
    }
}
