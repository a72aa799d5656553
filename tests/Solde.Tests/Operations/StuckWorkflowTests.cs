using System.Net;
using System.Text.Json.Nodes;
using Solde.Platform.Telemetry;
using Solde.Tests.Harness;
using Solde.Tests.Telemetry;

namespace Solde.Tests.Operations;

public sealed class StuckWorkflowTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    public async Task A_failed_workflow_is_listed_and_counted_and_begins_again_under_its_id_with_its_input()
    {
        var instance = await FailedAsync();
        using var meters = new MeterCapture(fixture.App);
        var first = (await fixture.App.Hub.FindAsync(instance))!;

        var stuck = (await StuckAsync()).Single(item => item!["instance"]!.GetValue<string>() == instance)!;
        Assert.Equal("failed", stuck["status"]!.GetValue<string>());
        Assert.Equal("RefundWorkflow", stuck["workflow"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("WatchWorkflows"));
        Assert.True(meters.Last(WorkflowMeter.Stuck, "status=failed") >= 1);
        Assert.Equal(0, meters.Last(WorkflowMeter.Stuck, "status=pending"));

        (await ResumeAsync(instance)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        var again = (await fixture.App.Hub.FindAsync(instance))!;
        Assert.NotEqual(first.ExecutionId, again.ExecutionId);
        Assert.Equal(first.Input, again.Input);
    }

    [Fact]
    [Trait("Rule", "PAY-06")]
    public async Task A_refund_whose_workflow_was_stopped_half_way_is_paid_once_when_it_is_resumed()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00, "pm_card_pendingRefund");
        var refund = (await desk.RefundAsync(account, 50_00))["id"]!.GetValue<string>();
        await fixture.App.DrainAsync();
        await fixture.App.Hub.TerminateAsync("refund-" + refund, "a mistake");
        await fixture.App.DrainAsync();
        Assert.Equal("terminated", await fixture.App.WorkflowStateAsync("refund-" + refund));

        (await ResumeAsync("refund-" + refund)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();
        var made = Assert.Single(fixture.Provider.RefundsOf(refund))["id"]!.GetValue<string>();
        fixture.Provider.OnDemand.SucceedRefund(made);
        await fixture.TellAsync(fixture.Provider.LastEventOf(made, "refund.updated"));

        Assert.Equal("completed", await fixture.App.WorkflowStateAsync("refund-" + refund));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_suspended_workflow_goes_on_where_it_stands_and_one_that_runs_is_left_alone()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00, "pm_card_pendingRefund");
        var instance = "refund-" + (await desk.RefundAsync(account, 50_00))["id"]!.GetValue<string>();
        await fixture.App.DrainAsync();
        var running = (await fixture.App.Hub.FindAsync(instance))!;
        var refused = await ResumeAsync(instance);
        refused.Refuses(HttpStatusCode.Conflict, "workflow_not_stuck");
        await fixture.App.Hub.SuspendAsync(instance, "wait");
        await fixture.App.DrainAsync();
        Assert.Contains(await StuckAsync(), item => item!["instance"]!.GetValue<string>() == instance);

        (await ResumeAsync(instance)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        Assert.Equal("running", await fixture.App.WorkflowStateAsync(instance));
        Assert.Equal(running.ExecutionId, (await fixture.App.Hub.FindAsync(instance))!.ExecutionId);
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task Only_the_operator_sees_and_resumes_workflows()
    {
        var desk = await Desk.OpenAsync(fixture.App);

        (await desk.GetAsync("stuck-workflows")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        (await desk.PostAsync("workflows/refund-x/resumption", "{}")).Refuses(HttpStatusCode.Unauthorized, "unauthenticated");
        (await ResumeAsync("refund-nobody")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>One that cannot read its input.</summary>
    private async Task<string> FailedAsync()
    {
        var instance = "refund-broken-" + Guid.NewGuid().ToString("N")[..8];
        await fixture.App.Hub.StartAsync("RefundWorkflow", instance, "\"no refund\"");
        await fixture.App.DrainAsync();
        Assert.Equal("failed", await fixture.App.WorkflowStateAsync(instance));
        return instance;
    }

    private async Task<JsonArray> StuckAsync() =>
        (await fixture.App.SendAsync(HttpMethod.Get, "/api/v1/stuck-workflows?limit=200", key: SoldeTestSettings.OperatorKey))
        .Expect(HttpStatusCode.OK)["items"]!.AsArray();

    private Task<TestAnswer> ResumeAsync(string instance) => fixture.App.SendAsync(
        HttpMethod.Post, $"/api/v1/workflows/{instance}/resumption", "{}", SoldeTestSettings.OperatorKey);
}
