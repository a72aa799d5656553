using System.Text.Json.Nodes;

namespace Solde.Local.Day;

/// <summary>The evening: every balance against the day's own reckoning, the provider's money against ours, the books, the mails.</summary>
internal static class Closing
{
    public static async Task CountAsync(Centre centre)
    {
        centre.Report.Begin("Closing the day");
        await centre.SettledAsync();
        await CountBalancesAsync(centre);
        var payments = await PaymentsAsync(centre);
        CountCharges(centre, payments);
        await CountRefundsAsync(centre);
        await CheckBooksAsync(centre);
        await Mailbox.CountAsync(centre, payments);
        var document = await centre.Api.GetAsync("/api/openapi/v1.json", centre.Stop);
        centre.Report.Check("the API describes itself", true, document["paths"]?["/api/v1/accounts/{account}/payments"] is not null);
    }

    private static async Task CountBalancesAsync(Centre centre)
    {
        foreach (var family in centre.Families.All)
        {
            var found = Amounts.Minor((await centre.BalanceAsync(family))["current"]);
            centre.Report.Balances.Add(new BalanceLine(family.Name, family.Billed, family.Owes, found));
        }
        centre.Report.Check("balances that differ from the day's own reckoning", 0, centre.Report.Balances.Count(line => line.Expected != line.Found));
    }

    private static async Task<IReadOnlyList<JsonNode>> PaymentsAsync(Centre centre)
    {
        var all = new List<JsonNode>();
        foreach (var family in centre.Families.All)
            all.AddRange(await centre.Api.ListAsync($"accounts/{family.Account}/payments", centre.Stop));
        return all;
    }

    private static void CountCharges(Centre centre, IReadOnlyList<JsonNode> payments)
    {
        var charges = centre.Provider.PaidChargesOf(centre.Id);
        var succeeded = payments.Where(payment => payment["state"]!.GetValue<string>() == "succeeded").ToArray();
        centre.Report.Check("online payments that succeeded here", 10, succeeded.Length);
        centre.Report.Check(
            "of these, charged exactly once at the provider",
            succeeded.Length,
            succeeded.Count(payment => charges.Count(charge => ProviderBooks.PaymentOf(charge) == payment["id"]!.GetValue<string>()) == 1));
        centre.Report.CheckMoney(
            "money at the provider against online receipts here",
            charges.Sum(charge => charge["amount"]!.GetValue<long>()),
            succeeded.Sum(payment => Amounts.Minor(payment["amount"])));
    }

    private static async Task CountRefundsAsync(Centre centre)
    {
        var parts = new List<JsonNode>();
        foreach (var family in centre.Families.All)
        {
            foreach (var refund in await centre.Api.ListAsync($"accounts/{family.Account}/refunds", centre.Stop))
                parts.AddRange(refund["parts"]!.AsArray().Select(part => part!));
        }
        centre.Report.CheckMoney(
            "money given back there against refunds here",
            centre.Provider.PaidChargesOf(centre.Id).Sum(charge => charge["amount_refunded"]!.GetValue<long>()),
            parts.Where(part => part["state"]!.GetValue<string>() == "succeeded").Sum(part => Amounts.Minor(part["amount"])));
    }

    private static async Task CheckBooksAsync(Centre centre)
    {
        var books = await centre.Api.GetAsync("accounts/books?deep=true", centre.Stop);
        foreach (var (ledger, sum) in books["ledgers"]!.AsObject()) centre.Report.Ledgers.Add(ledger, sum!.GetValue<long>());
        centre.Report.Check("the books, recomputed from every entry, balance", true, books["balances"]!.GetValue<bool>());
        centre.Report.Check("accounts recomputed", centre.Families.All.Count, books["accounts"]!.GetValue<int>());
        centre.Report.CheckMoney("the sum of all ledger accounts", 0, centre.Report.Ledgers.Values.Sum());
        centre.Report.CheckMoney(
            "receivables less credits owed against all balances",
            centre.Families.All.Sum(family => family.Owes),
            centre.Report.Ledgers["receivable"] + centre.Report.Ledgers["credits_owed"]);
        var dead = 0;
        foreach (var queue in new[] { "accounts", "payments", "notifications", "provider-events" })
            dead += (await centre.Desk.Host.DeadLettersAsync(queue, centre.Stop)).Count;
        centre.Report.Check("messages that nobody could handle", 0, dead);
    }
}
