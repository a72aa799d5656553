using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

[Trait("Rule", "PAY-12")]
public sealed class ComparisonTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    public async Task Sides_that_agree_or_only_take_their_time_leave_nothing_to_find()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 100_00);
        await desk.PaidByCardAsync(account, 50_00, "pm_card_chargeCustomerFail");
        await ECheque(desk, account);
        await desk.RefundAsync(account, 30_00);
        await fixture.App.DrainAsync();
        await desk.ChargeAsync(account, await desk.SaveCardAsync(account), 10_00);
        var waiting = fixture.App.Queue.ToArray();
        fixture.App.Queue.Clear();

        var comparison = await desk.ComparedAsync();

        Assert.Empty(await desk.FindingsAsync(comparison));
        Assert.Equal("""{"missingHere":0,"missingThere":0,"stateDiffers":0,"amountDiffers":0}""", (await desk.ComparisonAsync(comparison))["findings"]!.ToJsonString());
        fixture.App.Queue.AddRange(waiting);
        await fixture.App.DrainAsync();
    }

    [Fact]
    public async Task An_event_that_never_came_is_found_and_put_right_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await SettledUnseenAsync(desk, account);

        var comparison = await desk.ComparedAsync();
        var finding = Assert.Single(await desk.FindingsAsync(comparison))!;
        Assert.Equal(
            ("state_differs", payment, "pending", "succeeded"),
            (Text(finding["kind"]), Text(finding["payment"]), Text(finding["ours"]!["state"]), Text(finding["theirs"]!["status"])));
        Assert.Equal(1, (await desk.ComparisonAsync(comparison))["findings"]!["stateDiffers"]!.GetValue<int>());
        Assert.Equal(0, await desk.BalanceAsync(account));

        var key = Desk.NewKey();
        var corrected = (await desk.CorrectAsync(comparison, finding, key)).Expect(HttpStatusCode.OK);
        Assert.NotNull(corrected["closedAt"]);
        Assert.Equal(corrected.ToJsonString(), (await desk.CorrectAsync(comparison, finding, key)).Expect(HttpStatusCode.OK).ToJsonString());
        (await desk.CorrectAsync(comparison, finding)).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        Assert.Equal("succeeded", Text((await desk.PaymentAsync(account, payment))["state"]));
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_finding_closes_when_the_next_comparison_does_not_find_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await SettledUnseenAsync(desk, account);
        var first = await desk.ComparedAsync();
        Assert.Null(Assert.Single(await desk.FindingsAsync(first))!["closedAt"]);

        var again = await desk.ComparedAsync();
        Assert.Single(await desk.FindingsAsync(again));
        await fixture.TellAllAsync(fixture.Provider.IntentOf(payment));
        // Of other days: what is open is looked at again whatever is compared.
        var next = await desk.ComparedAsync("2026-01-01", "2026-01-02");

        Assert.Empty(await desk.FindingsAsync(next));
        Assert.Equal(next, Text(Assert.Single(await desk.FindingsAsync(first))!["closedBy"]));
    }

    [Fact]
    public async Task What_the_provider_alone_has_is_listed_for_a_person()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.PaidByCardAsync(account, 100_00);
        var never = await fixture.ForeignChargeAsync(70_00, PayoutScenes.WordsOf(desk, account, "pay_never_made"));
        var second = await fixture.ForeignChargeAsync(100_00, PayoutScenes.WordsOf(desk, account, payment));
        await fixture.ForeignChargeAsync(60_00);

        var comparison = await desk.ComparedAsync();

        var findings = await desk.FindingsAsync(comparison, "&kind=missing_here");
        Assert.Equal(
            new[] { never.Id(), second.Id() }.Order(StringComparer.Ordinal),
            findings.Select(finding => Text(finding!["theirs"]!["id"])).Order(StringComparer.Ordinal));
        (await desk.CorrectAsync(comparison, findings[0]!)).Refuses(HttpStatusCode.Conflict, "finding_needs_person");
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task What_we_alone_have_is_listed_once_it_is_late()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.ChargeAsync(account, await desk.SaveCardAsync(account), 100_00);
        var waiting = fixture.App.Queue.ToArray();
        fixture.App.Queue.Clear();
        Assert.Empty(await desk.FindingsAsync(await desk.ComparedAsync()));

        fixture.Clock.Advance(TimeSpan.FromHours(25));
        var late = await desk.ComparedAsync();
        var finding = Assert.Single(await desk.FindingsAsync(late))!;
        Assert.Equal(("missing_there", payment), (Text(finding["kind"]), Text(finding["payment"])));
        (await desk.CorrectAsync(late, finding)).Refuses(HttpStatusCode.Conflict, "finding_needs_person");

        fixture.App.Queue.AddRange(waiting);
        await fixture.App.DrainAsync();
        var next = await desk.ComparedAsync();
        Assert.Empty(await desk.FindingsAsync(next));
        Assert.Equal(next, Text(Assert.Single(await desk.FindingsAsync(late))!["closedBy"]));
    }

    [Fact]
    public async Task Another_amount_shows_both_and_is_for_a_person()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = await desk.ChargeAsync(account, await desk.SaveCardAsync(account), 100_00);
        fixture.App.Queue.Clear();
        await fixture.ForeignChargeAsync(99_99, PayoutScenes.WordsOf(desk, account, payment));

        var comparison = await desk.ComparedAsync();

        var finding = Assert.Single(await desk.FindingsAsync(comparison))!;
        Assert.Equal(
            ("amount_differs", 100_00, 99_99),
            (Text(finding["kind"]), Minor(finding["ours"]!["amount"]), Minor(finding["theirs"]!["amount"])));
        (await desk.CorrectAsync(comparison, finding)).Refuses(HttpStatusCode.Conflict, "finding_needs_person");
        Assert.Equal(0, await desk.BalanceAsync(account));
    }

    [Fact]
    public async Task A_refund_that_came_back_unseen_is_found_and_put_right()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 100_00);
        var refund = Text((await desk.RefundAsync(account, 40_00))["id"]);
        await fixture.App.DrainAsync();
        fixture.Provider.OnDemand.FailRefund(Assert.Single(fixture.Provider.RefundsOf(refund)).Id());

        var comparison = await desk.ComparedAsync();
        var finding = Assert.Single(await desk.FindingsAsync(comparison))!;
        Assert.Equal(
            ("state_differs", refund, "succeeded", "failed"),
            (Text(finding["kind"]), Text(finding["refund"]), Text(finding["ours"]!["state"]), Text(finding["theirs"]!["status"])));
        (await desk.CorrectAsync(comparison, finding)).Expect(HttpStatusCode.OK);

        Assert.Equal("failed", Text((await desk.RefundOfAccountAsync(account, refund))["state"]));
        Assert.Equal(-100_00, await desk.BalanceAsync(account));
        await fixture.App.DrainAsync();
        await desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Many_objects_are_compared_page_by_page_also_when_the_provider_fails_in_between()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        for (var i = 0; i < 110; i++)
            await fixture.ForeignChargeAsync(10_00, PayoutScenes.WordsOf(desk, account, "pay_" + i));
        fixture.Provider.Faults.Add(new Fault { Kind = FaultKind.Status, Status = 500, Method = "GET", PathPrefix = "/v1/refunds", Times = 3 });

        var begun = Text((await desk.PostAsync(ComparisonScenes.Comparisons, new JsonObject())).Expect(HttpStatusCode.Accepted)["id"]);
        await fixture.App.DrainAsync();
        Assert.Equal("under_way", Text((await desk.ComparisonAsync(begun))["state"]));
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.App.DrainAsync();

        Assert.Equal(110, (await desk.ComparisonAsync(begun))["findings"]!["missingHere"]!.GetValue<int>());
        var seen = new HashSet<string>();
        var cursor = "";
        do
        {
            var page = (await desk.GetAsync($"{ComparisonScenes.Comparisons}/{begun}/findings?limit=40{cursor}")).Expect(HttpStatusCode.OK);
            Assert.All(page["items"]!.AsArray(), finding => Assert.True(seen.Add(Text(finding!["id"]))));
            cursor = page["next"] is { } next ? "&cursor=" + Text(next) : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(110, seen.Count);
    }

    [Fact]
    public async Task Every_night_begins_one_comparison_at_the_organisations_own_hour()
    {
        var desk = await Desk.OpenAsync(fixture.App, timeZone: "America/Sao_Paulo");
        var night = fixture.Clock.GetUtcNow().Date.AddDays(1).AddHours(6);
        fixture.Clock.Advance(night - fixture.Clock.GetUtcNow().UtcDateTime);

        await fixture.App.RunTimerAsync("FindNights");
        await fixture.App.RunTimerAsync("FindNights");
        await fixture.App.DrainAsync();
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.App.RunTimerAsync("FindNights");
        await fixture.App.DrainAsync();

        var comparison = Assert.Single((await desk.GetAsync(ComparisonScenes.Comparisons)).Expect(HttpStatusCode.OK)["items"]!.AsArray())!;
        Assert.Equal(("done", night.AddDays(-1).ToString("yyyy-MM-dd")), (Text(comparison["state"]), Text(comparison["to"])));
    }

    [Fact]
    public async Task Days_that_make_no_span_are_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        (await desk.PostAsync(ComparisonScenes.Comparisons, new JsonObject { ["from"] = "2026-03-02", ["to"] = "2026-03-01" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.PostAsync(ComparisonScenes.Comparisons, new JsonObject { ["from"] = "2024-01-01", ["to"] = "2026-03-01" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    private async Task<string> ECheque(Desk desk, string account)
    {
        var payment = await desk.ChargeAsync(account, await desk.SaveCardAsync(account, await fixture.Provider.CanadianAccountAsync()), 100_00);
        await fixture.App.DrainAsync();
        return payment;
    }

    /// <summary>An e-cheque that the bank has paid while the provider's word of it was lost.</summary>
    private async Task<string> SettledUnseenAsync(Desk desk, string account)
    {
        var payment = await ECheque(desk, account);
        Assert.NotNull(fixture.Provider.OnDemand.SucceedPayment(fixture.Provider.IntentOf(payment)));
        fixture.Clock.Advance(TimeSpan.FromHours(2));
        return payment;
    }
}
