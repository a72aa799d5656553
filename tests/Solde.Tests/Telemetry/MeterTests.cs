using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Accounts;
using Solde.Functions.Debits;
using Solde.Functions.Operations;
using Solde.Functions.Payments;
using Solde.Platform.Telemetry;
using Solde.Tests.Debits;
using Solde.Tests.Harness;

namespace Solde.Tests.Telemetry;

public sealed class MeterTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task An_outcome_is_counted_once_however_often_it_is_told()
    {
        var scene = await PaymentScene.PendingAsync(fixture);
        using var meters = new MeterCapture(fixture.App);
        var told = scene.Fails("insufficient_funds");

        fixture.Clock.Advance(TimeSpan.FromSeconds(40));
        await fixture.TellAsync(told);
        await fixture.TellAsync(told);

        Assert.Equal(1, meters.Sum(PaymentMeter.Outcomes, "state=failed"));
        Assert.Equal(1, meters.Sum(PaymentMeter.Failures, "class=funds"));
        Assert.Equal(2, meters.Of(WebhookMeter.LagName, "type=payment_intent.payment_failed").Count);
        Assert.All(meters.Of(WebhookMeter.LagName), lag => Assert.InRange(lag, 40, 60));
        Assert.Equal(2, meters.Sum("solde.webhook.accepted"));
        Assert.Equal(2, meters.Of(InvocationMeter.Duration, "function=ProviderWebhook outcome=done").Count);
        Assert.Equal(2, meters.Of(InvocationMeter.Duration, "function=ProviderEvents outcome=done").Count);
        Assert.NotEmpty(meters.Of(MessageMeter.Lag, "type=PaymentFailed"));
    }

    [Fact]
    public async Task Refusals_are_no_failures_and_reads_count_by_their_area()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        using var meters = new MeterCapture(fixture.App);

        (await desk.GetAsync("accounts/acc_nobody")).Expect(HttpStatusCode.NotFound);
        (await desk.PostAsync("accounts", "{}")).Expect(HttpStatusCode.BadRequest);

        Assert.Single(meters.Of(InvocationMeter.Duration, "function=AccountsRead outcome=refused"));
        Assert.Single(meters.Of(InvocationMeter.Duration, "function=AccountsCommands outcome=refused"));
        Assert.Empty(meters.Of(InvocationMeter.Failures));
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_counted_by_its_class_and_in_the_end_as_given_up()
    {
        using var meters = new MeterCapture(fixture.App);
        fixture.App.Queue.Add(new QueuedMessage("payments", "no envelope", 0));

        await fixture.App.DrainAsync();

        Assert.Single(fixture.App.DeadLetters);
        fixture.App.DeadLetters.Clear();
        Assert.Equal(10, meters.Sum(InvocationMeter.Failures, "function=PaymentsMessages class=unreadable"));
        Assert.Equal(1, meters.Sum(MessageMeter.GivenUp, "queue=payments"));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task What_lies_in_an_outbox_is_counted_with_the_age_of_the_oldest()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await fixture.App.DrainAsync();
        await desk.AccountAsync();
        var announced = fixture.App.Queue.Count;
        fixture.App.Queue.Clear();
        using var meters = new MeterCapture(fixture.App);

        fixture.Clock.Advance(TimeSpan.FromMinutes(7));
        await fixture.App.RunTimerAsync("ResendOutbox");

        Assert.Equal(announced, meters.Last(MessageMeter.OutboxLeft, "table=" + Account.Table));
        Assert.Equal(7 * 60, meters.Last(MessageMeter.OutboxAge, "table=" + Account.Table), 1.0);
        await fixture.App.DrainAsync();
        await fixture.App.RunTimerAsync("ResendOutbox");
        Assert.Equal(0, meters.Last(MessageMeter.OutboxLeft, "table=" + Account.Table));
        Assert.Equal(0, meters.Last(MessageMeter.OutboxAge, "table=" + Account.Table));
    }

    [Fact]
    public async Task A_run_of_debits_counts_its_quotas_by_outcome_and_its_money_by_currency()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 3);
        await scene.QuotaAsync("g1", RunScene.Quota(4, address: null));
        using var meters = new MeterCapture(fixture.App);

        await scene.RunAsync(isDryRun: true);
        var run = Json.Text((await scene.RunAsync())["id"]);

        Assert.Equal(3, meters.Sum(DebitRunMeter.Quotas, $"run={run} outcome=charged"));
        Assert.Equal(1, meters.Sum(DebitRunMeter.Quotas, $"run={run} outcome=left_out"));
        Assert.Equal(3 * 98_685, meters.Sum(DebitRunMeter.Amount, $"run={run} currency=BRL"));
        Assert.Equal(3 + 1, meters.Sum(DebitRunMeter.Quotas));
    }
}
