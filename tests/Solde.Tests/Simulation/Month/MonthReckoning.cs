using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Simulation;

/// <summary>What must hold at the end of a month, measured by the provider's own books and not by what the app says of itself.</summary>
internal static class MonthReckoning
{
    public static async Task HoldsAsync(Month month)
    {
        Assert.Empty(month.App.DeadLetters);
        await month.Desk.BooksBalanceAsync();
        ChargedOnce(month);
        await MoneyIsWhereTheProviderSaysAsync(month);
        await EveryFailureIsInTheActionCentreAsync(month);
        await EveryoneWasToldOnceAsync(month);
    }

    private static void ChargedOnce(Month month)
    {
        foreach (var intents in month.Provider.Objects.All("payment_intent").GroupBy(intent => Text(intent["metadata"]!["payment"])))
            Assert.Single(intents);
    }

    private static async Task MoneyIsWhereTheProviderSaysAsync(Month month)
    {
        var ledgers = (await month.Desk.BooksAsync())["ledgers"]!.AsObject();
        long Sum(string kind, Func<JsonObject, bool> which) => month.Provider.Objects.All(kind).Where(which).Sum(item => item["amount"]!.GetValue<long>());
        var arrived = Sum("payment_intent", intent => intent.Text("status") == "succeeded")
            - Sum("refund", refund => refund.Text("status") is "succeeded" or "pending")
            - Sum("dispute", dispute => dispute.Text("status") == "lost");
        var booked = ledgers.Where(ledger => ledger.Key is "receipts:card" or "receipts:acss_debit" or "disputes:card" or "disputes:acss_debit").Sum(ledger => ledger.Value!.GetValue<long>());
        Assert.Equal(arrived, booked);
    }

    private static async Task EveryFailureIsInTheActionCentreAsync(Month month)
    {
        var open = await month.Desk.ListAsync("payments/actions?limit=200");
        var instalments = open.Where(action => action["plan"] is not null).Select(action => $"{Text(action["plan"])}/{Text(action["instalment"])}");
        var failed = new List<string>();
        foreach (var household in month.Households)
        {
            var ofHousehold = await household.FailedAsync();
            // What his cash has paid is closed by itself, though the card never paid it.
            if (household.Course != Course.PaysCashInstead)
                failed.AddRange(ofHousehold);
        }
        Assert.Equal(failed.Order(StringComparer.Ordinal), instalments.Order(StringComparer.Ordinal));
        Assert.NotEmpty(failed);

        var refunds = open.Where(action => Text(action["kind"]) == "refund").Select(action => Text(action["account"]));
        Assert.Equal(
            month.Households.Where(household => household.Course == Course.RefundComesBack).Select(household => household.Account).Order(StringComparer.Ordinal),
            refunds.Order(StringComparer.Ordinal));
    }

    /// <summary>By the table of PAY-08: everything that happened was told to whom it concerns, once, and nothing else was.</summary>
    private static async Task EveryoneWasToldOnceAsync(Month month)
    {
        var expected = new List<string>();
        foreach (var household in month.Households)
            expected.AddRange(await MonthNotices.OfAsync(household, month));
        var told = (await month.NoticesAsync()).Where(notice => !notice.StartsWith("activation", StringComparison.Ordinal));

        Assert.Equal(expected.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.All(await month.Desk.ListAsync("notifications?state=failed"), Assert.Null);
    }
}
