using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>Makes payment methods: of a card's token, never its number; of a test bank account; of a well-known test card.</summary>
internal static class NewPaymentMethod
{
    private static readonly Parameter Billing = new("billing_details", ParameterKind.Map)
    {
        Fields = ["name", "email", "phone", new("address", ParameterKind.Map)],
    };

    private static readonly Parameter Card = new("card", ParameterKind.Map) { Fields = [new("token", Required: true)] };
    private static readonly Parameter Sepa = new("sepa_debit", ParameterKind.Map) { Fields = [new("iban", Required: true)] };

    private static readonly Parameter Acss = new("acss_debit", ParameterKind.Map)
    {
        Fields =
        [
            new("account_number", Required: true),
            new("institution_number", Required: true),
            new("transit_number", Required: true),
        ],
    };

    private static readonly Parameter Type = new("type", Required: true) { OneOf = ["card", "acss_debit", "sepa_debit"] };

    public static readonly Operation Operation =
        Operation.Post("payment_methods", Create, Type, Card, Acss, Sepa, Billing, Parameters.Metadata);

    private static Answer Create(Call call)
    {
        var type = call.Form.Text("type")!;
        var data = call.Form.Nested(type);
        if (call.Form.Map(type) is null)
            return Refuse.Invalid("parameter_missing", $"Missing required param: {type}.", type);
        if (type == "card")
        {
            return TestCards.ByToken(data.Text("token")) is { } card
                ? Answer.Ok(OfCard(call.Change, card, call.Form))
                : Refuse.Missing("token", data.Text("token")!, "card[token]");
        }

        var billing = call.Form.Nested("billing_details");
        if (billing.Text("name") is null || billing.Text("email") is null)
            return Refuse.Invalid("parameter_missing", "A bank debit needs the holder's name and e-mail.", "billing_details[name]");
        return Answer.Ok(OfAccount(call, type, data.Text("iban") ?? data.Text("account_number")!, data));
    }

    public static JsonObject OfCard(Change change, TestCard card, FormBody? form = null)
    {
        var method = New(change, "card", form, new JsonObject
        {
            ["brand"] = card.Brand,
            ["country"] = "US",
            ["display_brand"] = card.Brand,
            ["exp_month"] = 12L,
            ["exp_year"] = change.Now.Year + 4L,
            ["fingerprint"] = "card" + card.Last4,
            ["funding"] = card.Funding,
            ["last4"] = card.Last4,
        });
        Nature.OfCard(change, method.Id(), card);
        return method;
    }

    private static JsonObject OfAccount(Call call, string type, string number, FormBody data)
    {
        var last4 = number[^Math.Min(4, number.Length)..];
        var shown = new JsonObject { ["fingerprint"] = "bank" + last4, ["last4"] = last4 };
        if (type == "sepa_debit")
        {
            shown["country"] = number[..Math.Min(2, number.Length)];
        }
        else
        {
            shown["bank_name"] = "Test bank";
            shown["institution_number"] = data.Text("institution_number");
            shown["transit_number"] = data.Text("transit_number");
        }

        var method = New(call.Change, type, call.Form, shown);
        Nature.OfAccount(call.Change, method.Id(), number);
        return method;
    }

    private static JsonObject New(Change change, string type, FormBody? form, JsonObject details)
    {
        var billing = form?.Nested("billing_details");
        var method = new JsonObject
        {
            ["id"] = Ids.New("pm"),
            ["object"] = PaymentMethods.Kind,
            ["billing_details"] = new JsonObject
            {
                ["address"] = billing?.Map("address")?.DeepClone(),
                ["email"] = billing?.Text("email"),
                ["name"] = billing?.Text("name"),
                ["phone"] = billing?.Text("phone"),
            },
            [type] = details,
            ["created"] = change.NowSeconds,
            ["customer"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = type,
        };
        if (form is not null)
            Metadata.Merge(form, method);
        change.Put(method);
        return method;
    }
}
