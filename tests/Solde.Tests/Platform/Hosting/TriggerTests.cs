using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Platform.Hosting;

namespace Solde.Tests.Platform.Hosting;

public sealed class TriggerTests
{
    public static TheoryData<string> Texts => new() { """{"a":1}""", "plain", "", "\"a JSON string\"", "[1,2]", "42", "Zoé — 12,50 €\n\"x\"" };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_message_arrives_as_it_was_sent_though_the_host_encodes_it_once_more(string text)
    {
        MessageContext? seen = null;
        await using var handler = await Handler.StartAsync(app => app.Queue("Consumer", "the-queue", sends: [], context =>
        {
            seen = context;
            return Task.CompletedTask;
        }));

        var (status, _) = await handler.InvokeAsync(
            "Consumer",
            new JsonObject { ["message"] = JsonSerializer.Serialize(text) },
            new JsonObject { ["MessageId"] = JsonSerializer.Serialize("m-1"), ["DeliveryCount"] = "3" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((text, "m-1", 3), (seen!.Text, seen.MessageId, seen.DeliveryCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_says_whether_it_is_late(bool isPastDue)
    {
        bool? seen = null;
        await using var handler = await Handler.StartAsync(app => app.Timer("Tick", "0 */5 * * * *", sends: [], context =>
        {
            seen = context.IsPastDue;
            return Task.CompletedTask;
        }));

        var timer = new JsonObject { ["Schedule"] = new JsonObject(), ["ScheduleStatus"] = null, ["IsPastDue"] = isPastDue };
        var (status, answer) = await handler.InvokeAsync("Tick", new JsonObject { ["timer"] = timer });

        Assert.Equal((HttpStatusCode.OK, (bool?)isPastDue), (status, seen));
        Assert.Equal("{}", answer!["Outputs"]!.ToJsonString());
    }

    [Fact]
    public async Task A_message_for_a_queue_that_is_not_declared_fails_the_invocation_and_sends_nothing()
    {
        await using var handler = await Handler.StartAsync(app => app.Queue("Consumer", "the-queue", sends: ["declared"], context =>
        {
            context.Outgoing.Send("declared", "first");
            context.Outgoing.Send("undeclared", "second");
            return Task.CompletedTask;
        }));

        var (status, answer) = await handler.InvokeAsync("Consumer", new JsonObject { ["message"] = "\"x\"" });

        Assert.Equal((HttpStatusCode.InternalServerError, null), (status, answer));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_stop_lets_what_is_under_way_finish_with_its_messages()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var handler = await Handler.StartAsync(app => app.Queue("Consumer", "the-queue", sends: ["next"], async context =>
        {
            begun.SetResult();
            await mayEnd.Task;
            context.CancellationToken.ThrowIfCancellationRequested();
            context.Outgoing.Send("next", "done");
        }));
        var invocation = handler.InvokeAsync("Consumer", new JsonObject { ["message"] = "\"x\"" });
        await begun.Task;

        var stopping = handler.StopAsync();
        Assert.False(stopping.IsCompleted);
        mayEnd.SetResult();
        var (status, answer) = await invocation;
        await stopping;

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("done", Assert.Single(answer!["Outputs"]!["next"]!.AsArray())!.GetValue<string>());
    }
}
