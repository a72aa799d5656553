using System.Text.Json.Nodes;
using Solde.Local.Provider;

namespace Solde.Local.Day;

/// <summary>
/// Money goes back: over two cards and cash, where a bank returns a part that had arrived, and as the credit of a course that
/// did not take place, whose customer then wanted his money after all.
/// </summary>
internal static class GivingBack
{
    public static async Task PlayAsync(Centre centre)
    {
        centre.Report.Begin("Giving money back");
        await MovesAwayAsync(centre, centre.Families.MovesAway);
        await CourseIsCancelledAsync(centre, centre.Families.CourseCancelled);
    }

    private static async Task MovesAwayAsync(Centre centre, Family family)
    {
        var camp = family.Invoices["day camp"];
        await centre.PayAsync(family, "cash", 10_000, camp);
        await PaysAsync(centre, family, "pm_card_mastercard", 18_000, camp);
        await PaysAsync(centre, family, "pm_card_visa", 12_000, camp);
        var refund = await BeginAsync(centre, $"accounts/{family.Account}/refunds", new
        {
            amount = Amounts.Money(40_000),
            expectedTotal = Amounts.Money(40_000),
            reason = "The family moves away.",
        });
        await centre.SettledAsync();
        family.Owes += 40_000;
        var sent = await RefundAsync(centre, family, refund);
        centre.Report.Check("a refund over two cards and cash", "succeeded, succeeded, recorded", States(sent));
        centre.Report.Check("its invoice is again", "open", (await centre.InvoiceAsync(family, camp))["state"]!.GetValue<string>());

        centre.Desk.Provider.OnDemand.FailRefund(centre.Provider.RefundsOf(refund)[0].Id());
        await centre.SettledAsync();
        family.Owes -= 12_000;
        var found = await RefundAsync(centre, family, refund);
        centre.Report.Check("one card was closed, its bank returns the money", "failed, succeeded, recorded", States(found));
        centre.Report.Check("the refund is now", "partly_failed", found["state"]!.GetValue<string>());
        var credit = await centre.Api.GetAsync($"accounts/{family.Account}/credits/{found["parts"]![0]!["givenAs"]}", centre.Stop);
        centre.Report.CheckMoney("what came back waits as a credit", 12_000, Amounts.Minor(credit["left"]));
        centre.Report.CheckMoney("balance: the invoice, less the credit", 28_000, Amounts.Minor((await centre.BalanceAsync(family))["current"]));
    }

    private static async Task CourseIsCancelledAsync(Centre centre, Family family)
    {
        var pottery = family.Invoices["pottery"];
        await PaysAsync(centre, family, "pm_card_visa", 9_198, pottery);
        var cancelled = await centre.Api.PostAsync(
            $"accounts/{family.Account}/invoices/{pottery}/cancellation", new { settle = "credit", reason = "Too few take part." }, centre.Stop);
        var credit = cancelled["credit"]!["id"]!.GetValue<string>();
        centre.Report.Check("the course does not take place, its invoice is", "cancelled", cancelled["invoice"]!["state"]!.GetValue<string>());
        centre.Report.CheckMoney("what it was paid with is a credit", -9_198, Amounts.Minor((await centre.BalanceAsync(family))["current"]));

        var refund = await BeginAsync(centre, $"accounts/{family.Account}/credits/{credit}/refund", new
        {
            method = "card",
            expectedTotal = Amounts.Money(9_198),
            reason = "The customer would rather have the money.",
        });
        await centre.SettledAsync();
        centre.Report.Check("refunded after all, to the card that paid", "succeeded", States(await RefundAsync(centre, family, refund)));
        var left = await centre.Api.GetAsync($"accounts/{family.Account}/credits/{credit}", centre.Stop);
        centre.Report.CheckMoney("of the credit is left", 0, Amounts.Minor(left["left"]));
        centre.Report.CheckMoney("balance", 0, Amounts.Minor((await centre.BalanceAsync(family))["current"]));
    }

    private static async Task PaysAsync(Centre centre, Family family, string card, long minor, string invoice)
    {
        await centre.ChargeAsync(family, await centre.SaveMethodAsync(family, card), minor, invoice);
        await centre.SettledAsync();
        family.Owes -= minor;
    }

    private static async Task<string> BeginAsync(Centre centre, string path, object wish) =>
        (await centre.Api.PostAsync(path, wish, centre.Stop))["id"]!.GetValue<string>();

    private static Task<JsonNode> RefundAsync(Centre centre, Family family, string refund) =>
        centre.Api.GetAsync($"accounts/{family.Account}/refunds/{refund}", centre.Stop);

    private static string States(JsonNode refund) =>
        string.Join(", ", refund["parts"]!.AsArray().Select(part => part!["state"]!.GetValue<string>()));
}
