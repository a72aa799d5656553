using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Solde.Platform.Telemetry;
using Solde.Tests.Harness;

namespace Solde.Tests.Telemetry;

public sealed class PaymentTraceTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_payment_is_one_trace_from_the_providers_call_to_the_mail()
    {
        var scene = await PaymentScene.PendingAsync(fixture);
        using var trace = new TraceCapture();

        await scene.TellAsync(scene.Succeeds(), trace);
        await fixture.App.DrainAsync();

        var webhook = trace.First("ProviderWebhook");
        Assert.Equal(trace.RootSpan, webhook.ParentSpanId.ToHexString());
        var recorded = trace.First("ProviderEvents");
        Assert.Equal(webhook.SpanId, recorded.ParentSpanId);
        Assert.Equal(scene.Desk.Organisation, recorded.GetTagItem("solde.organisation"));
        Assert.Contains(recorded.Events, happened => happened.Tags.Contains(new("messaging.message.type", "PaymentArrived")));
        var told = trace.Handling("PaymentArrived");
        Assert.Equal(recorded.SpanId, told.ParentSpanId);
        var sent = trace.Handling("NoticeQueued");
        Assert.Equal(told.SpanId, sent.ParentSpanId);
        Assert.Equal(sent.SpanId, trace.First("send mail").ParentSpanId);
        Assert.All(trace.Spans, span => Assert.Equal(webhook.TraceId, span.TraceId));
    }

    [Fact]
    public async Task Each_storage_call_of_a_payment_is_a_span_without_its_keys()
    {
        var scene = await PaymentScene.PendingAsync(fixture);
        using var trace = new TraceCapture();

        await scene.TellAsync(scene.Succeeds(), trace);
        await fixture.App.DrainAsync();

        var recorded = trace.First("ProviderEvents");
        var calls = trace.Spans.Where(span => span.ParentSpanId == recorded.SpanId && span.Source.Name == "Solde.Storage").ToArray();
        Assert.Contains(calls, call => call.DisplayName == "table EntityGroupTransaction" && (int)call.GetTagItem("http.response.status_code")! == 202);
        Assert.All(calls, call => Assert.Equal(
            ["db.system.name", "db.operation.name", "db.collection.name", "http.response.status_code"], call.TagObjects.Select(tag => tag.Key)));
        Assert.DoesNotContain(trace.First("ProviderWebhook").TagObjects, tag => tag.Key.StartsWith("db.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_goes_on_as_messages_and_as_calls_to_the_provider()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var card = await desk.SaveCardAsync(account);
        using var trace = new TraceCapture();

        var body = new JsonObject { ["account"] = account, ["paymentMethod"] = card, ["amount"] = Desk.Money(10_00) };
        (await fixture.App.SendAsync(
            HttpMethod.Post, "/api/v1/payments/charges", body, desk.Key, Desk.NewKey(), trace.Header)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        var asked = trace.First("POST /api/v1/payments/charges");
        Assert.Equal(ActivityKind.Server, asked.Kind);
        Assert.Equal("PaymentsCommands", asked.GetTagItem("faas.name"));
        var charged = trace.Handling("ChargeRequested");
        Assert.Equal(asked.SpanId, charged.ParentSpanId);
        Assert.Contains(trace.All("POST stripe"), call => call.ParentSpanId == charged.SpanId && (int)call.GetTagItem("http.response.status_code")! == 200);
    }

    [Fact]
    public async Task A_read_is_a_span_that_is_named_after_its_route()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        using var trace = new TraceCapture();

        (await desk.GetAsync($"accounts/{account}", trace.Header)).Expect(HttpStatusCode.OK);

        var read = trace.First("GET /api/v1/accounts/{account}");
        Assert.Equal(200, read.GetTagItem("http.response.status_code"));
        Assert.Equal(desk.Organisation, read.GetTagItem("solde.organisation"));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_message_that_the_outbox_sends_again_stays_in_its_trace()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await fixture.App.DrainAsync();
        using var trace = new TraceCapture();
        var body = new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(10_00) };
        (await fixture.App.SendAsync(
            HttpMethod.Post, $"/api/v1/accounts/{account}/payments", body, desk.Key, Desk.NewKey(), trace.Header)).Expect(HttpStatusCode.Created);
        // The process died before the host had the messages.
        fixture.App.Queue.Clear();

        fixture.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("ResendOutbox"));
        await fixture.App.DrainAsync();

        var paid = trace.First("POST /api/v1/accounts/{account}/payments");
        Assert.Equal(paid.SpanId, trace.Handling("PaymentArrived").ParentSpanId);
        Assert.Single(trace.All("send mail"));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Every_delivery_of_a_message_is_a_span_of_the_same_trace()
    {
        var scene = await PaymentScene.PendingAsync(fixture);
        using var trace = new TraceCapture();
        await scene.TellAsync(scene.Succeeds(), trace);
        var message = Assert.Single(fixture.App.Queue);

        Assert.True(await fixture.App.DeliverAsync(message));
        Assert.True(await fixture.App.DeliverAsync(message));
        await fixture.App.DrainAsync();

        var deliveries = trace.All("ProviderEvents");
        Assert.Equal(2, deliveries.Count);
        Assert.All(deliveries, delivery => Assert.Equal(trace.First("ProviderWebhook").SpanId, delivery.ParentSpanId));
    }

    [Fact]
    public async Task A_delivery_that_fails_says_so_by_the_kind_of_failure_alone()
    {
        using var trace = new TraceCapture();
        var text = $$"""{"id":"m","type":"SomethingOfAnaAtHome","at":"2026-03-10T15:00:00Z","data":{},"traceparent":"{{trace.Root}}"}""";
        var message = new QueuedMessage("payments", text, 0);

        Assert.False(await fixture.App.DeliverAsync(message));
        fixture.App.Queue.Clear();

        var failed = trace.First("PaymentsMessages");
        Assert.Equal(ActivityStatusCode.Error, failed.Status);
        Assert.Null(failed.StatusDescription);
        Assert.Equal(typeof(NotSupportedException).FullName, failed.GetTagItem("error.type"));
        Assert.Empty(failed.Events);
    }

    [Fact]
    public async Task A_workflow_its_turns_and_its_steps_are_in_the_trace_of_what_started_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00);
        using var trace = new TraceCapture();

        var refund = (await fixture.App.SendAsync(
            HttpMethod.Post,
            $"/api/v1/accounts/{account}/refunds",
            await desk.RefundOfAsync(account, 50_00),
            desk.Key,
            Desk.NewKey(),
            trace.Header)).Expect(HttpStatusCode.Accepted);
        await fixture.App.DrainAsync();

        var started = trace.All("POST task-hub").First(call => ((string)call.GetTagItem("url.path")!).Contains("/orchestrators/", StringComparison.Ordinal));
        Assert.Equal(trace.Handling("RefundBegun").SpanId, started.ParentSpanId);
        var turns = trace.All("RefundWorkflow");
        Assert.NotEmpty(turns);
        Assert.All(turns, turn => Assert.Equal(started.SpanId, turn.ParentSpanId));
        Assert.Equal("refund-" + refund["id"]!.GetValue<string>(), turns[0].GetTagItem("solde.instance"));
        var step = trace.First("SendRefundPart");
        Assert.Equal(started.SpanId, step.ParentSpanId);
        Assert.Contains(trace.All("POST stripe"), call => call.ParentSpanId == step.SpanId);
    }

    [Fact]
    public async Task A_timer_continues_what_the_host_tells()
    {
        using var trace = new TraceCapture();

        Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("FindDuePayments", trace.Root));

        Assert.Equal(trace.RootSpan, trace.First("FindDuePayments").ParentSpanId.ToHexString());
        Assert.Equal("timer", trace.First("FindDuePayments").GetTagItem("faas.trigger"));
        await fixture.App.DrainAsync();
    }

    [Fact]
    public async Task Without_a_trace_messages_are_what_they_were()
    {
        var scene = await PaymentScene.PendingAsync(fixture);
        var told = scene.Succeeds();

        (await fixture.App.TellAsync(told, fixture.Clock)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(told.ToJsonString(), Assert.Single(fixture.App.Queue).Text);
        await fixture.App.DeliverAsync(fixture.App.Queue[0]);
        Assert.All(fixture.App.Queue, message => Assert.Null(TraceParent.InMessage(message.Text)));
        await fixture.App.DrainAsync();
    }
}
