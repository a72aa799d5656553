using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Accounts.PlanScenes;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

/// <summary>Payments that failed, in one line.</summary>
internal static class ActionScenes
{
    public const string NoMoney = "chargeDeclinedInsufficientFunds";

    /// <summary>A card that was good when it was saved, and pays nothing now.</summary>
    public static async Task<string> BadCardAsync(this AppFixture fixture, Desk desk, string account, string becomes = NoMoney)
    {
        var card = await desk.SaveCardAsync(account);
        fixture.Turn(becomes);
        return card;
    }

    /// <summary>The card saved last behaves like another from now on.</summary>
    public static void Turn(this AppFixture fixture, string becomes) =>
        Assert.NotNull(fixture.Provider.OnDemand.TurnCardInto(fixture.Provider.Objects.All("payment_method")[^1].Id(), becomes));

    /// <summary>A plan of one part that fell due today and failed; its entry's id.</summary>
    public static async Task<string> FailedInstalmentAsync(
        this AppFixture fixture, Desk desk, string account, long minor, string becomes = NoMoney, params string[] invoices)
    {
        var wish = new JsonObject { ["dates"] = Dates(fixture.Day()), ["paymentMethod"] = await fixture.BadCardAsync(desk, account, becomes) };
        var plan = Text((await desk.PlanAsync(account, minor, wish, invoices))["id"]);
        await fixture.StrikeAfterAsync(0);
        return plan + "-1";
    }

    /// <summary>A refund by card that the bank sent back.</summary>
    public static async Task<string> FailedRefundAsync(this AppFixture fixture, Desk desk, string account, long minor)
    {
        await desk.PaidByCardAsync(account, minor);
        var refund = Text((await desk.RefundAsync(account, minor))["id"]);
        await fixture.App.DrainAsync();
        await fixture.FailRefundAsync(refund);
        return Text(Assert.Single(await desk.ActionsAsync($"account={account}&kind=refund"))["id"]);
    }

    public static async Task FailRefundAsync(this AppFixture fixture, string refund)
    {
        var made = fixture.Provider.RefundsOf(refund)[^1].Id();
        Assert.NotNull(fixture.Provider.OnDemand.FailRefund(made));
        await fixture.TellAllAsync(made);
    }

    public static Task<JsonNode[]> ActionsAsync(this Desk desk, string query = "") => desk.ListAsync("payments/actions?" + query);

    public static async Task<JsonNode> ActionAsync(this Desk desk, string account, string entry) =>
        (await desk.GetAsync($"payments/actions/{account}/{entry}")).Expect(HttpStatusCode.OK);

    public static async Task<string> StateAsync(this Desk desk, string account, string entry) =>
        Text((await desk.ActionAsync(account, entry))["state"]);

    public static Task<TestAnswer> RetryAsync(this Desk desk, string account, string entry, JsonObject? by = null) =>
        desk.PostAsync($"payments/actions/{account}/{entry}/retry", by ?? []);

    public static Task<TestAnswer> DismissAsync(this Desk desk, string account, string entry, string? reason = "Pays in cash on Friday") =>
        desk.PostAsync($"payments/actions/{account}/{entry}/dismissal", new JsonObject { ["reason"] = reason });
}
