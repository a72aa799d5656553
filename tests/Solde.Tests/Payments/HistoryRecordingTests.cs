using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Solde.Functions.Debits;
using Solde.Local.Provider;
using Solde.Platform.Durable.Protocol;
using Solde.Tests.Debits;
using Solde.Tests.Harness;
using Solde.Tests.Partners;

namespace Solde.Tests.Payments;

/// <summary>
/// Plays the courses of the workflows through the app and the hub, and compares the histories with the newest recorded ones.
/// With <c>SOLDE_RECORD_HISTORIES=1</c> a course that has changed is recorded instead, as its next version.
/// </summary>
public sealed class HistoryRecordingTests : IAsyncLifetime
{
    private const string Organisation = "centre";

    private static readonly bool IsRecording = Environment.GetEnvironmentVariable("SOLDE_RECORD_HISTORIES") == "1";

    // One for each course: its clock begins at the same time in every run.
    private readonly SlowBankFixture _fixture = new();
    private PartnerServer _partner = null!;
    private Desk _desk = null!;
    private string _account = "";

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _partner = await PartnerServer.StartAsync();
        _desk = await Desk.OpenAsync(_fixture.App, id: Organisation);
        _account = await _desk.AccountAsync();
    }

    public async Task DisposeAsync()
    {
        await _partner.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Two_cards_succeed()
    {
        await _desk.PaidByCardAsync(_account, 30_00, "pm_card_mastercard");
        await _desk.PaidByCardAsync(_account, 50_00);
        var refund = await BeginRefundAsync(80_00);

        await CompareRefundAsync("two-cards-succeed", refund);
    }

    [Fact]
    public async Task A_pending_part_ends_with_the_providers_word()
    {
        await _desk.PaidByCardAsync(_account, 50_00, "pm_card_pendingRefund");
        var refund = await BeginRefundAsync(50_00);
        var made = Assert.Single(_fixture.Provider.RefundsOf(refund)).Id();
        _fixture.Provider.OnDemand.SucceedRefund(made);
        await _fixture.App.TellAsync(_fixture.Provider.LastEventOf(made, "refund.updated"), _fixture.Clock);
        await _fixture.App.DrainAsync();

        await CompareRefundAsync("pending-then-the-providers-word", refund);
    }

    [Fact]
    public async Task A_part_without_any_word_is_chased_and_reported()
    {
        await _desk.PaidByCardAsync(_account, 50_00, "pm_card_pendingRefund");
        var refund = await BeginRefundAsync(50_00);
        await WaitForEndAsync("refund-" + refund);

        await CompareRefundAsync("no-word-chased-and-reported", refund);
    }

    [Fact]
    public async Task A_part_that_was_not_answered_is_found()
    {
        await _desk.PaidByCardAsync(_account, 50_00);
        Trouble(new Fault { Kind = FaultKind.DropAfter, Method = "POST", PathPrefix = "/v1/refunds", Times = 3 });
        var refund = await BeginRefundAsync(50_00);
        await WaitForEndAsync("refund-" + refund);

        await CompareRefundAsync("not-answered-then-found", refund);
    }

    [Fact]
    public async Task A_step_that_fails_once_is_tried_again()
    {
        await _desk.PaidByCardAsync(_account, 50_00);
        Trouble(new Fault { Kind = FaultKind.Status, Status = 429, Method = "POST", PathPrefix = "/v1/refunds", Times = 3 });
        var refund = await BeginRefundAsync(50_00);
        await WaitForEndAsync("refund-" + refund);

        await CompareRefundAsync("a-step-fails-once", refund);
    }

    [Fact]
    public async Task A_step_that_keeps_failing_is_reported()
    {
        await _desk.PaidByCardAsync(_account, 50_00);
        Trouble(new Fault { Kind = FaultKind.Status, Status = 429, Method = "POST", PathPrefix = "/v1/refunds", Times = 1000 });
        var refund = await BeginRefundAsync(50_00);
        await WaitForEndAsync("refund-" + refund);

        await CompareRefundAsync("a-step-keeps-failing", refund);
    }

    [Fact]
    public async Task An_unknown_charge_is_found_at_the_first_look()
    {
        var payment = await UnansweredChargeAsync(FaultKind.DropAfter, times: 3);

        await CompareAsync("UnknownChargeWorkflow", "found-at-the-first-look", "charge-" + payment, (payment, "pay_1"));
    }

    [Fact]
    public async Task An_unknown_charge_is_reported_after_the_last_look()
    {
        var payment = await UnansweredChargeAsync(FaultKind.DropBefore, times: 1000);

        await CompareAsync("UnknownChargeWorkflow", "reported-after-the-last-look", "charge-" + payment, (payment, "pay_1"));
    }

    [Fact]
    public async Task A_customer_confirms_before_he_is_reminded()
    {
        var payment = await AwaitedCustomerAsync();
        var intent = _fixture.Provider.IntentOf(payment);
        _fixture.Provider.OnDemand.SucceedPayment(intent);
        await _fixture.TellAllAsync(intent);
        await WaitForEndAsync($"customer-{payment}-1");

        await CompareAsync("CustomerWaitWorkflow", "confirmed-before-the-reminder", $"customer-{payment}-1", (payment, "pay_1"));
    }

    [Fact]
    public async Task A_customer_who_does_nothing_is_given_up()
    {
        var payment = await AwaitedCustomerAsync();
        await WaitForEndAsync($"customer-{payment}-1");

        await CompareAsync("CustomerWaitWorkflow", "given-up", $"customer-{payment}-1", (payment, "pay_1"));
    }

    [Fact]
    public async Task A_customer_who_does_nothing_is_given_up_a_day_later_when_the_provider_is_away()
    {
        var payment = await AwaitedCustomerAsync();
        Trouble(new Fault { Kind = FaultKind.Status, Status = 429, Method = "POST", PathPrefix = "/v1/payment_intents", Times = 36 });
        await WaitForEndAsync($"customer-{payment}-1");

        await CompareAsync("CustomerWaitWorkflow", "given-up-a-day-later", $"customer-{payment}-1", (payment, "pay_1"));
    }

    [Fact]
    public async Task An_event_is_delivered_with_its_second_attempt()
    {
        var delivery = await BeginDeliveryAsync(PartnerServer.Says(500));
        await WaitForEndAsync($"delivery-{delivery}-1");

        await CompareAsync("DeliveryWorkflow", "delivered-with-the-second-attempt", $"delivery-{delivery}-1", (delivery, "dlv_1"));
    }

    [Fact]
    public async Task An_event_is_given_up_after_the_last_attempt()
    {
        var delivery = await BeginDeliveryAsync([.. Enumerable.Repeat(PartnerServer.Says(500), 8)]);
        await WaitForEndAsync($"delivery-{delivery}-1");

        await CompareAsync("DeliveryWorkflow", "given-up-after-the-last-attempt", $"delivery-{delivery}-1", (delivery, "dlv_1"));
    }

    [Fact]
    public async Task A_payout_is_read_page_by_page()
    {
        for (var i = 0; i < 100; i++)
            await _fixture.ForeignChargeAsync(10_00);
        var payout = _fixture.Provider.OnDemand.PayOut("cad")!.Id();
        var told = _fixture.Provider.LastEventOf(payout, "payout.created");
        await _fixture.TellAsync(told);
        // Newest first, and the payout's own transaction is one of them: the first page ends with the second that was made.
        var last = _fixture.Provider.Objects.All("balance_transaction")[1].Id();

        await CompareAsync("PayoutWorkflow", "two-pages", "payout-" + told.Id(), (payout, "po_1"), (last, "txn_1"), (told.Id(), "evt_1"));
    }

    [Fact]
    public async Task A_comparison_is_made_step_by_step()
    {
        await _desk.PaidByCardAsync(_account, 50_00);
        var comparison = await _desk.ComparedAsync("2026-03-09", "2026-03-10");

        await CompareAsync("ComparisonWorkflow", "two-days", "comparison-" + comparison, (comparison, "cmp_1"));
    }

    [Fact]
    public async Task A_comparison_is_given_up_when_the_provider_is_out_of_reach()
    {
        Trouble(new Fault { Kind = FaultKind.Status, Status = 500, Method = "GET", PathPrefix = "/v1/payment_intents", Times = 1000 });
        var begun = (await _desk.PostAsync(ComparisonScenes.Comparisons, new JsonObject { ["from"] = "2026-03-10", ["to"] = "2026-03-10" }))
            .Expect(HttpStatusCode.Accepted);
        var comparison = begun["id"]!.GetValue<string>();
        await _fixture.App.DrainAsync();
        await WaitForEndAsync("comparison-" + comparison);
        Assert.Equal("failed", (await _desk.ComparisonAsync(comparison))["state"]!.GetValue<string>());

        await CompareAsync("ComparisonWorkflow", "given-up", "comparison-" + comparison, (comparison, "cmp_1"));
    }

    [Fact]
    public async Task A_claim_file_waits_for_its_notice()
    {
        var file = await TellOfClaimAsync("opening_request");

        await CompareWaitingAsync("ClaimWorkflow", "waits-for-the-notice", "claim-" + file, (file, "clm_1"));
    }

    [Fact]
    public async Task A_claim_file_that_was_reminded_of_twice_waits_for_what_may_come()
    {
        var file = await TellOfClaimAsync("opening_request");
        for (var reminder = 0; reminder < 2; reminder++)
        {
            _fixture.Clock.Advance(_fixture.App.Hub.NextTimer!.Value - _fixture.Clock.GetUtcNow());
            await _fixture.App.DrainAsync();
        }

        await CompareWaitingAsync("ClaimWorkflow", "reminded-twice", "claim-" + file, (file, "clm_1"));
    }

    [Fact]
    public async Task A_claim_file_ends_its_workflow()
    {
        var file = await TellOfClaimAsync("opening_request");
        await TellOfClaimAsync("payment_notice");
        await _fixture.App.DrainAsync();
        _fixture.Clock.Advance(_fixture.App.Hub.NextTimer!.Value - _fixture.Clock.GetUtcNow());
        await _fixture.App.DrainAsync();

        await CompareAsync("ClaimWorkflow", "ended", "claim-" + file, (file, "clm_1"));
    }

    [Fact]
    public async Task A_months_run_goes_through_its_groups_and_ends()
    {
        var scene = await RunScene.OpenAsync(_fixture.App, organisation: "consorcio");
        for (var group = 1; group <= RunWorkflow.Width + 1; group++)
            await scene.GroupAsync($"g{group}", quotas: 1);
        await RunScene.DebitedAsync(scene.Quota("g1", 1));
        var run = await scene.RunAsync();
        var id = run["id"]!.GetValue<string>();

        await CompareAsync("RunWorkflow", "charged-and-written", $"debit-run-{id}-1", (id, "run_1"));
    }

    [Fact]
    public async Task A_months_run_is_stopped_and_its_next_leg_ends_it()
    {
        var scene = await RunScene.OpenAsync(_fixture.App, organisation: "consorcio");
        for (var group = 1; group <= RunWorkflow.Width + 1; group++)
            await scene.GroupAsync($"g{group}", quotas: 1);
        var run = await scene.BeginAsync();
        await scene.Desk.PostAsync($"debits/runs/{run}/stop", new JsonObject { ["reason"] = "wait" });
        await _fixture.App.DrainAsync();
        await CompareAsync("RunWorkflow", "stopped", $"debit-run-{run}-1", (run, "run_1"));

        await scene.Desk.PostAsync($"debits/runs/{run}/resume", null);
        await _fixture.App.DrainAsync();
        await CompareAsync("RunWorkflow", "resumed", $"debit-run-{run}-2", (run, "run_1"));
    }

    [Fact]
    public async Task A_return_file_is_applied_and_what_failed_is_asked_for_again()
    {
        var scene = await ReturnScene.OpenAsync(_fixture.App, quotas: 2);
        (await scene.Desk.SettingsAsync(new JsonObject
        {
            ["retries"] = new JsonObject { ["days"] = new JsonArray(3), ["hour"] = 9 },
        })).Expect(HttpStatusCode.OK);
        var charges = await scene.RunAsync();
        _fixture.Clock.Advance(TimeSpan.FromDays(37));
        var file = await scene.ApplyAsync(ReturnScene.File(1, ReturnScene.Result(charges[0]), ReturnScene.Result(charges[1], "01")));
        var (organisation, id) = (scene.Desk.Organisation, file["id"]!.GetValue<string>());
        var instance = ReturnWorkflow.InstanceOf(new ReturnRun(organisation, ReturnScene.Agreement));
        await CompareAsync("ReturnWorkflow", "taken-and-applied", instance, (instance, "returns-1"), (organisation, "org_1"), (id, "ret_1"));

        _fixture.Clock.Advance(TimeSpan.FromDays(4));
        await _fixture.App.RunTimerAsync("StartRetries");
        await _fixture.App.DrainAsync();
        var run = StartRetries.IdOf(organisation, new DateOnly(2026, 4, 20));
        await CompareAsync("RetryWorkflow", "asked-again", $"debit-run-{run}-1", (run, "run_1"), (organisation, "org_1"));
    }

    private async Task<string> TellOfClaimAsync(string kind)
    {
        var message = new JsonObject { ["number"] = kind, ["kind"] = kind, ["claim"] = "C-1", ["datedAt"] = "2026-03-10T09:00:00Z" };
        var taken = (await _desk.PostAsync("claims/messages?network=darva", message)).Expect(HttpStatusCode.OK);
        await _fixture.App.DrainAsync();
        return taken["claim"]!.GetValue<string>();
    }

    private async Task<string> BeginDeliveryAsync(params RequestDelegate[] answers)
    {
        _partner.WillAnswer(answers);
        await _desk.SubscribeAsync(_partner);
        await _desk.PayAsync(_account, 100);
        await _fixture.App.DrainAsync();
        return (await _desk.OnlyDeliveryAsync())["id"]!.GetValue<string>();
    }

    private void Trouble(Fault fault) => _fixture.Provider.Faults.Add(fault);

    private async Task<string> BeginRefundAsync(long minor)
    {
        var refund = (await _desk.RefundAsync(_account, minor))["id"]!.GetValue<string>();
        await _fixture.App.DrainAsync();
        return refund;
    }

    private async Task<string> UnansweredChargeAsync(FaultKind kind, int times)
    {
        var method = await _desk.SaveCardAsync(_account);
        Trouble(new Fault { Kind = kind, PathPrefix = "/v1/payment_intents", Times = times });
        var payment = await _desk.ChargeAsync(_account, method, 100_00);
        await _fixture.App.DrainAsync();
        await WaitForEndAsync("charge-" + payment);
        return payment;
    }

    private async Task<string> AwaitedCustomerAsync()
    {
        var method = await _desk.SaveCardAsync(_account, "pm_card_authenticationRequired");
        var payment = await _desk.ChargeAsync(_account, method, 100_00);
        await _fixture.App.DrainAsync();
        return payment;
    }

    /// <summary>From timer to timer.</summary>
    private async Task WaitForEndAsync(string instance)
    {
        while (await _fixture.App.Hub.FindAsync(instance) is { HasEnded: false })
        {
            var next = _fixture.App.Hub.NextTimer ?? throw new InvalidOperationException($"{instance} waits for what will not come.");
            _fixture.Clock.Advance(next - _fixture.Clock.GetUtcNow());
            await _fixture.App.DrainAsync();
        }
    }

    private Task CompareRefundAsync(string course, string refund) =>
        CompareAsync("RefundWorkflow", course, "refund-" + refund, (refund, "ref_1"));

    private Task CompareAsync(string workflow, string course, string instance, params (string Id, string Name)[] about) =>
        CompareAsync(OrchestrationStatus.Completed, workflow, course, instance, about);

    /// <summary>Of one that is alive for months: what it did since it last began anew.</summary>
    private Task CompareWaitingAsync(string workflow, string course, string instance, params (string Id, string Name)[] about) =>
        CompareAsync(OrchestrationStatus.Running, workflow, course, instance, about);

    private async Task CompareAsync(
        OrchestrationStatus status, string workflow, string course, string instance, params (string Id, string Name)[] about)
    {
        var head = await _fixture.App.Hub.FindAsync(instance);
        Assert.Equal(status, head!.Status);
        var today = KeptHistory.Named(
            await _fixture.App.Hub.HistoryAsync(instance), [.. about, (_account, "acc_1"), (head.ExecutionId, "execution-1")]);

        var newest = KeptHistory.NewestOf(workflow, course);
        if (IsRecording && !today.SequenceEqual(newest?.Read() ?? []))
            new KeptHistory(workflow, course, (newest?.Version ?? 0) + 1).Write(today);
        else
            Assert.True(
                newest is not null && today.SequenceEqual(newest.Read()),
                $"{workflow}, {course}: record it again (docs/architecture.md).");
    }
}
