using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>
/// What the sandbox knows of a payment method and its caller must not: which test card or account it is, and whether it was used up.
/// Account numbers are test data, and stay out of the payment method all the same, as with the provider.
/// </summary>
internal static class Nature
{
    private const string Kind = "sandbox.nature";

    public static void OfCard(Change change, string methodId, TestCard card) => Put(change, methodId, "card", card.Name);

    public static void OfAccount(Change change, string methodId, string number) => Put(change, methodId, "account", number);

    public static TestCard? Card(Change change, string methodId) =>
        change.Get(Kind, methodId).Text("card") is { } name ? TestCards.Find(name) : null;

    public static TestBankAccount Account(Change change, string methodId) =>
        TestBankAccounts.Of(change.Get(Kind, methodId).Text("account")!);

    public static bool IsSpent(Change change, string methodId) => change.Get(Kind, methodId).Flag("spent");

    /// <summary>A method that was detached, or charged without a customer, can't be attached or charged again.</summary>
    public static void Spend(Change change, string methodId)
    {
        var nature = change.Get(Kind, methodId);
        nature["spent"] = true;
        change.Put(nature);
    }

    private static void Put(Change change, string methodId, string field, string value) =>
        change.Put(new JsonObject { ["object"] = Kind, ["id"] = methodId, [field] = value });
}
