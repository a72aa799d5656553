using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Simulation;

/// <summary>Who must have been told what of a household: a kind, a recipient and the document that it is about, for each occasion.</summary>
internal static class MonthNotices
{
    public static async Task<IReadOnlyList<string>> OfAsync(Household household, Month month)
    {
        var notices = new List<string>();
        foreach (var payment in await month.Desk.ListAsync($"accounts/{household.Account}/payments?limit=200"))
            notices.AddRange(OfPayment(household, payment, month.Provider));
        foreach (var invoice in await month.Desk.ListAsync($"accounts/{household.Account}/invoices?limit=200"))
            notices.Add($"purchase_confirmed address {Text(invoice["id"])}");
        foreach (var refund in await month.Desk.ListAsync($"accounts/{household.Account}/refunds?limit=200"))
            notices.AddRange(ToTheOffice("refund_failed", Text(refund["id"])));
        return notices;
    }

    private static IEnumerable<string> OfPayment(Household household, JsonNode payment, ProviderSandbox provider)
    {
        var id = Text(payment["id"]);
        var isPlanned = payment["instalments"]!.AsArray().Count > 0;
        var isECheque = Text(payment["method"]) == "acss_debit";
        var intent = provider.Objects.All("payment_intent").SingleOrDefault(known => Text(known["metadata"]!["payment"]) == id);
        if (intent is null || intent.Text("status") == "succeeded")
        {
            yield return $"receipt owner {id}";
            if (!isPlanned)
                yield return $"payment_confirmed address {id}";
            else if (isECheque)
                yield return $"echeque_instalment_confirmed address {id}";
        }
        if (household.Course == Course.BankWantsToSeeHim)
            yield return $"customer_needed owner {id}";

        var charges = provider.Objects.All("charge").Where(charge => intent is not null && charge.Text("payment_intent") == intent.Id()).ToArray();
        foreach (var _ in charges.Where(charge => charge.Text("status") == "failed" && household.Course != Course.BankWantsToSeeHim))
        {
            yield return $"instalment_failed owner {id}";
            yield return $"planned_payment_failed address {id}";
            foreach (var notice in ToTheOffice(isECheque ? "echeque_failed" : household.FailedKind, id))
                yield return notice;
        }
        foreach (var _ in charges.Where(charge => charge.Flag("disputed")))
        {
            foreach (var notice in ToTheOffice("dispute_opened", id).Concat(ToTheOffice("dispute_lost", id)))
                yield return notice;
        }
    }

    /// <summary>To the administrator, and to the address of the settings.</summary>
    private static IEnumerable<string> ToTheOffice(string kind, string about) => [$"{kind} admin {about}", $"{kind} address {about}"];
}
