using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>What an e-cheque and its invoices say of each other.</summary>
internal static class ECheques
{
    /// <summary>An invoice's state, what is left of it, and what of that is covered provisionally.</summary>
    public static async Task<(string State, long Left, long Provisional)> StandingAsync(this Desk desk, string account, string invoice)
    {
        var found = await desk.InvoiceOfAsync(account, invoice);
        var ofLines = found["lines"]!.AsArray().Sum(line => Minor(line!["provisional"]));
        Assert.Equal(Minor(found["provisional"]), ofLines);
        return (Text(found["state"]), Minor(found["left"]), ofLines);
    }

    /// <summary>Of which invoices a payment says that it covers them, or pays them, and how much.</summary>
    public static async Task<(string Invoice, long Minor)[]> LiesOnAsync(this Desk desk, string account, string payment, string how) =>
    [
        .. (await desk.PaymentAsync(account, payment))[how]!.AsArray()
            .Select(allocation => (Text(allocation!["invoice"]), Minor(allocation["amount"]))),
    ];

    public static async Task<string> InvoiceOfLinesAsync(this Desk desk, string account, params long[] lines)
    {
        var swimming = lines.Select(minor => new JsonObject { ["description"] = "Swimming", ["unitPrice"] = Desk.Money(minor) });
        var body = new JsonObject { ["issueDate"] = "2026-01-05", ["lines"] = new JsonArray([.. swimming]) };
        return Text((await desk.PostAsync($"accounts/{account}/invoices", body)).Expect(HttpStatusCode.Created)["id"]);
    }
}
