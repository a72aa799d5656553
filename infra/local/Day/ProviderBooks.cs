using System.Text.Json.Nodes;
using Solde.Local.Provider;

namespace Solde.Local.Day;

/// <summary>What the provider has on its side, to compare with ours.</summary>
internal sealed class ProviderBooks(ProviderSandbox sandbox)
{
    public IReadOnlyList<JsonObject> IntentsOf(string payment) =>
        [.. sandbox.Objects.All(PaymentIntents.Kind).Where(intent => Metadata(intent, "payment") == payment)];

    public JsonObject IntentOf(string payment) => IntentsOf(payment).Single();

    /// <summary>Charges that took money from a customer of this organisation.</summary>
    public IReadOnlyList<JsonObject> PaidChargesOf(string organisation) =>
        [.. sandbox.Objects.All(Charges.Kind).Where(charge => Metadata(charge, "organisation") == organisation && charge.Flag("paid"))];

    /// <summary>What the provider made of one refund of ours, in the order of its parts.</summary>
    public IReadOnlyList<JsonObject> RefundsOf(string refund) =>
        [.. sandbox.Objects.All(Refunds.Kind).Where(made => Metadata(made, "refund") == refund)
            .OrderBy(made => Metadata(made, "part"), StringComparer.Ordinal)];

    public static string? PaymentOf(JsonObject charge) => Metadata(charge, "payment");

    /// <summary>The event of this type about the payment's intent.</summary>
    public string EventOf(string payment, string type)
    {
        var intent = IntentOf(payment).Id();
        return sandbox.Objects.All(Events.Kind).Single(told => told.Text("type") == type && told["data"]!["object"]!["id"]!.GetValue<string>() == intent).Id();
    }

    /// <summary>The provider's id of the card that the account saved.</summary>
    public string CardOf(string account)
    {
        var customer = sandbox.Objects.All(Customers.Kind).Single(item => Metadata(item, "account") == account).Id();
        return sandbox.Objects.All(PaymentMethods.Kind).Single(method => method.Text("customer") == customer).Id();
    }

    private static string? Metadata(JsonObject item, string name) => item["metadata"]?[name]?.GetValue<string>();
}
