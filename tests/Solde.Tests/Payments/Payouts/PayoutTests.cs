using System.Net;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-11")]
public sealed class PayoutTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_payout_is_matched_with_the_payments_refunds_disputes_and_fees_in_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var disputed = await desk.PaidByCardAsync(account, 20_00);
        Dispute(disputed);
        var kept = await desk.PaidByCardAsync(account, 100_00);
        var refunded = await desk.PaidByCardAsync(account, 50_00);
        var refund = Text((await desk.RefundAsync(account, 30_00))["id"]);
        await fixture.App.DrainAsync();

        var payout = await fixture.PaidOutAsync();

        var whole = await fixture.OperatorAsync("/" + payout);
        Assert.Equal(("paid", false, 0), (Text(whole["state"]), whole["hasDifference"]!.GetValue<bool>(), Minor(whole["difference"])));
        var sums = whole["sums"]!;
        Assert.Equal(
            (170_00, -30_00, -20_00, -(88 + 320 + 175 + 1500), 0),
            (Minor(sums["charges"]), Minor(sums["refunds"]), Minor(sums["disputes"]), Minor(sums["fees"]), Minor(sums["other"])));
        Assert.Equal(Minor(whole["amount"]), Minor(whole["linesTotal"]));
        Assert.Equal(Minor(whole["amount"]), Minor((await desk.ShareAsync(payout))["amount"]));

        var lines = await desk.LinesAsync(payout);
        Assert.All(lines, line => Assert.Equal("matched", Text(line!["match"])));
        Assert.Equal(
            [("charge", disputed, 20_00), ("charge", kept, 100_00), ("charge", refunded, 50_00), ("dispute", disputed, -20_00), ("refund", refund, -30_00)],
            lines.Select(line => (Text(line!["kind"]), (line["payment"] ?? line["refund"])!.GetValue<string>(), Minor(line["amount"])))
                .OrderBy(line => line.Item1, StringComparer.Ordinal).ThenBy(line => OrderOf(line.Item2)));

        int OrderOf(string id) => Array.IndexOf([disputed, kept, refunded, refund], id);
    }

    [Fact]
    [Trait("Rule", "COM-01")]
    public async Task An_organisation_sees_its_own_lines_of_a_payout_and_the_operator_sees_all()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var other = await Desk.OpenAsync(fixture.App);
        var stranger = await Desk.OpenAsync(fixture.App);
        var mine = await desk.PaidByCardAsync(await desk.AccountAsync(), 100_00);
        var theirs = await other.PaidByCardAsync(await other.AccountAsync(), 20_00);

        var payout = await fixture.PaidOutAsync();

        Assert.Equal(mine, Text(Assert.Single(await desk.LinesAsync(payout))!["payment"]));
        Assert.Equal(theirs, Text(Assert.Single(await other.LinesAsync(payout))!["payment"]));
        Assert.Equal((96_80, 19_12), (Minor((await desk.ShareAsync(payout))["amount"]), Minor((await other.ShareAsync(payout))["amount"])));
        (await stranger.GetAsync($"payments/payouts/{payout}")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await stranger.GetAsync($"payments/payouts/{payout}/lines")).Refuses(HttpStatusCode.NotFound, "not_found");
        Assert.Empty((await stranger.GetAsync("payments/payouts")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        (await desk.GetAsync($"payments/all-payouts/{payout}")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(2, (await fixture.OperatorAsync($"/{payout}/lines"))["items"]!.AsArray().Count);
        Assert.Equal(96_80 + 19_12, Minor((await fixture.OperatorAsync("/" + payout))["amount"]));
    }

    [Fact]
    public async Task What_was_made_without_us_is_an_unmatched_line_of_its_organisation_or_of_nobody()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00);
        await fixture.Provider.CallAsync("/v1/refunds", $"payment_intent={fixture.Provider.IntentOf(payment)}&amount=1000");
        await fixture.ForeignChargeAsync(70_00);
        await fixture.ForeignChargeAsync(60_00, PayoutScenes.WordsOf(desk, account, "pay_never_made"));

        var payout = await fixture.PaidOutAsync();

        Assert.Equal(
            [("charge", 60_00), ("refund", -10_00)],
            (await desk.LinesAsync(payout, "&match=unmatched")).Select(line => (Text(line!["kind"]), Minor(line["amount"]))).Order());
        var share = await desk.ShareAsync(payout);
        Assert.Equal((true, 2, 3), (share["hasDifference"]!.GetValue<bool>(), share["differingLines"]!.GetValue<int>(), share["lines"]!.GetValue<int>()));
        var all = (await fixture.OperatorAsync($"/{payout}/lines?match=unmatched"))["items"]!.AsArray();
        var nobodys = Assert.Single(all, line => line!["organisation"] is null)!;
        Assert.Equal(70_00, Minor(nobodys["amount"]));
        Assert.Equal(3, all.Count);
    }

    [Fact]
    public async Task A_line_of_another_amount_than_recorded_shows_both()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.ChargeAsync(account, await desk.SaveCardAsync(account), 100_00);
        await fixture.ForeignChargeAsync(99_99, PayoutScenes.WordsOf(desk, account, payment));
        fixture.App.Queue.Clear();

        var payout = await fixture.PaidOutAsync();

        var line = Assert.Single(await desk.LinesAsync(payout))!;
        Assert.Equal(("amount_differs", 99_99, 100_00), (Text(line["match"]), Minor(line["amount"]), Minor(line["recorded"])));
        Assert.Equal(0, Minor((await fixture.OperatorAsync("/" + payout))["difference"]));
        Assert.True((await fixture.OperatorAsync("/" + payout))["hasDifference"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_payout_that_fails_after_it_was_paid_is_failed_and_its_money_is_in_the_next()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.PaidByCardAsync(await desk.AccountAsync(), 100_00);
        var payout = await fixture.PaidOutAsync();

        fixture.Provider.OnDemand.FailPayout(payout);
        await fixture.TellAsync(fixture.Provider.LastEventOf(payout, "payout.failed"));
        var next = await fixture.PaidOutAsync();

        var failed = await desk.ShareAsync(payout);
        Assert.Equal(("failed", "account_closed"), (Text(failed["state"]), Text(failed["failureCode"])));
        var again = await fixture.OperatorAsync("/" + next);
        Assert.Equal((96_80, 0, 96_80), (Minor(again["amount"]), Minor(again["difference"]), Minor(again["sums"]!["other"])));
        Assert.False(again["hasDifference"]!.GetValue<bool>());
    }

    [Fact]
    [Trait("Rule", "PAY-03")]
    public async Task Events_that_come_twice_late_and_out_of_order_change_nothing()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await desk.PaidByCardAsync(await desk.AccountAsync(), 100_00);
        var payout = fixture.Provider.OnDemand.PayOut("cad")!.Id();
        fixture.Provider.OnDemand.PayPayout(payout);
        foreach (var told in fixture.Provider.EventsOf(payout).Reverse())
            await fixture.TellAsync(told);
        var before = (await fixture.OperatorAsync("/" + payout)).ToJsonString();

        await fixture.TellAllAsync(payout);

        Assert.Equal(before, (await fixture.OperatorAsync("/" + payout)).ToJsonString());
        Assert.Equal("paid", Text((await desk.ShareAsync(payout))["state"]));
        Assert.Single(await desk.LinesAsync(payout));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task A_payout_of_many_lines_is_read_and_shown_page_by_page()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        for (var i = 0; i < 120; i++)
            await fixture.ForeignChargeAsync(10_00 + i, PayoutScenes.WordsOf(desk, account, "pay_" + i));

        var payout = await fixture.PaidOutAsync();

        Assert.Equal(120, (await desk.ShareAsync(payout))["lines"]!.GetValue<int>());
        Assert.Equal(0, Minor((await fixture.OperatorAsync("/" + payout))["difference"]));
        var seen = new HashSet<string>();
        string? cursor = null;
        do
        {
            var page = (await desk.GetAsync($"payments/payouts/{payout}/lines?limit=50" + cursor)).Expect(HttpStatusCode.OK);
            Assert.All(page["items"]!.AsArray(), line => Assert.True(seen.Add(Text(line!["id"]))));
            cursor = page["next"] is { } next ? "&cursor=" + Text(next) : null;
        }
        while (cursor is not null);
        Assert.Equal(120, seen.Count);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Payouts_are_listed_by_day_state_and_difference_newest_first()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 100_00);
        var older = await fixture.PaidOutAsync();
        fixture.Clock.Advance(TimeSpan.FromDays(10));
        await fixture.ForeignChargeAsync(60_00, PayoutScenes.WordsOf(desk, account, "pay_never_made"));
        var newer = await fixture.PaidOutAsync();
        var day = Text((await desk.ShareAsync(newer))["arrivesOn"]);

        Assert.Equal([newer, older], await ListedAsync(""));
        Assert.Equal([newer], await ListedAsync("&from=" + day));
        Assert.Equal([older], await ListedAsync("&to=2026-03-18"));
        Assert.Equal([newer], await ListedAsync("&hasDifference=true"));
        Assert.Equal([older], await ListedAsync("&hasDifference=false"));
        Assert.Empty(await ListedAsync("&state=failed"));
        (await desk.GetAsync("payments/payouts?state=lost")).Refuses(HttpStatusCode.BadRequest, "invalid_request");

        async Task<IEnumerable<string>> ListedAsync(string filter) =>
            (await desk.GetAsync("payments/payouts?limit=10" + filter)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => Text(item!["id"]));
    }

    private void Dispute(string payment)
    {
        var intent = fixture.Provider.Objects.Find("payment_intent", fixture.Provider.IntentOf(payment))!;
        Assert.NotNull(fixture.Provider.OnDemand.DisputeCharge(intent.Text("latest_charge")!));
    }
}
