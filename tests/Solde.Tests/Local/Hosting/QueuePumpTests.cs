using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Solde.Local.Hosting;
using Solde.Local.Queues;

namespace Solde.Tests.Local.Hosting;

public sealed class QueuePumpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Fails = "{ status: 500, body: 'not today' }";

    private readonly string queue = AzuriteFixture.RandomName("q");

    [Fact]
    public async Task A_message_arrives_as_json_text_in_a_json_string_with_its_metadata()
    {
        using var app = new FakeApp().With("Work", Bindings.QueueTrigger("%WORK_QUEUE%"));
        await using var host = await LocalHost.StartAsync(
            app.Options(azurite) with { Settings = new Dictionary<string, string> { ["WORK_QUEUE"] = queue } });
        var before = DateTimeOffset.UtcNow;

        await SendAsync("""{"a":1,"é":"\""}""");
        await host.WhenIdleAsync();

        var call = Assert.Single(app.Calls);
        Assert.Equal(("POST", "/Work"), (call.Method, call.Url));
        Assert.Equal("""{"a":1,"é":"\""}""", JsonSerializer.Deserialize<string>(call.Data("message").GetString()!));
        Assert.NotEmpty(JsonSerializer.Deserialize<string>(call.Metadata("MessageId").GetString()!)!);
        Assert.Equal("1", call.Metadata("DeliveryCount").GetString());
        Assert.True(long.Parse(call.Metadata("SequenceNumber").GetString()!, CultureInfo.InvariantCulture) > 0);
        // The storage queue keeps whole seconds for a message that came by hand.
        var enqueued = JsonSerializer.Deserialize<DateTimeOffset>(call.Metadata("EnqueuedTimeUtc").GetString()!);
        Assert.InRange(enqueued, before.AddSeconds(-1), DateTimeOffset.UtcNow);
        Assert.Equal(JsonValueKind.Object, call.Metadata("ApplicationProperties").ValueKind);
        Assert.Equal("Work", call.Metadata("sys").GetProperty("MethodName").GetString());
    }

    [Fact]
    public async Task A_message_that_fails_is_delivered_again_until_it_is_done()
    {
        using var app = new FakeApp($"call.count < 3 ? {Fails} : {FakeApp.NoOutputs}").With("Work", Bindings.QueueTrigger(queue));
        await using var host = await app.StartAsync(azurite);

        await SendAsync("once");
        await host.WhenIdleAsync();

        Assert.Equal(["1", "2", "3"], app.Calls.Select(call => call.Metadata("DeliveryCount").GetString()));
        Assert.Single(app.Calls.Select(call => call.Metadata("MessageId").GetString()).Distinct());
        Assert.Empty(await host.DeadLettersAsync(queue));
    }

    [Fact]
    public async Task A_message_that_never_works_is_a_dead_letter_with_its_reason_and_can_be_replayed()
    {
        using var app = new FakeApp($"call.count <= 3 ? {Fails} : {FakeApp.NoOutputs}").With("Work", Bindings.QueueTrigger(queue));
        await using var host = await LocalHost.StartAsync(app.Options(azurite) with { MaxDeliveryCount = 3 });

        await SendAsync("poison");
        await host.WhenIdleAsync();

        var letter = Assert.Single(await host.DeadLettersAsync(queue));
        Assert.Equal(("poison", 3), (letter.Body, letter.DeliveryCount));
        Assert.Equal("Work answered 500: not today", letter.Reason);
        Assert.Equal(3, app.Calls.Count);

        Assert.Equal(1, await host.ReplayDeadLettersAsync(queue));
        await host.WhenIdleAsync();

        Assert.Empty(await host.DeadLettersAsync(queue));
        Assert.Equal("1", app.Calls[3].Metadata("DeliveryCount").GetString());
        Assert.Equal(letter.MessageId, JsonSerializer.Deserialize<string>(app.Calls[3].Metadata("MessageId").GetString()!));
    }

    [Fact]
    public async Task An_operator_lists_dead_letters_without_their_bodies_and_replays_those_of_a_queue()
    {
        using var app = new FakeApp($"call.count === 1 ? {Fails} : {FakeApp.NoOutputs}").With("Work", Bindings.QueueTrigger(queue));
        await using var host = await LocalHost.StartAsync(app.Options(azurite) with { MaxDeliveryCount = 1 });
        await SendAsync("of Ana");
        await host.WhenIdleAsync();
        using var caller = new HttpClient { BaseAddress = host.BaseAddress };

        var listed = await caller.GetStringAsync("/admin/dead-letters");
        using var unknown = await caller.PostAsync("/admin/queues/nobody/dead-letters/replay", null);
        using var replayed = await caller.PostAsync($"/admin/queues/{queue}/dead-letters/replay", null);
        await host.WhenIdleAsync();

        Assert.Contains($"\"queue\":\"{queue}\"", listed, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"Work answered 500: not today\"", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("of Ana", listed, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("""{"replayed":1}""", await replayed.Content.ReadAsStringAsync());
        Assert.Equal("""{"deadLetters":[]}""", await caller.GetStringAsync("/admin/dead-letters"));
        Assert.Equal(2, app.Calls.Count);
    }

    [Fact]
    public async Task A_call_longer_than_the_lock_keeps_its_message()
    {
        using var app = new FakeApp($"await sleep(7000), {FakeApp.NoOutputs}").With("Work", Bindings.QueueTrigger(queue));
        await using var host = await LocalHost.StartAsync(app.Options(azurite) with { LockDuration = TimeSpan.FromSeconds(3) });

        await SendAsync("slow");
        await host.WhenIdleAsync();

        Assert.Single(app.Calls);
    }

    [Fact]
    public async Task No_more_messages_are_under_way_than_allowed()
    {
        using var app = new FakeApp("(globalThis.now = (globalThis.now ?? 0) + 1, globalThis.most = Math.max(globalThis.most ?? 0, now), "
            + "await sleep(100), globalThis.now--, { body: JSON.stringify({ Logs: [String(most)] }) })")
            .With("Work", Bindings.QueueTrigger(queue));
        var mostAtOnce = new ConcurrentQueue<string>();
        await using var host = await LocalHost.StartAsync(
            app.Options(azurite) with { MaxConcurrentCalls = 2, AppOutput = mostAtOnce.Enqueue });

        for (var message = 0; message < 6; message++) await SendAsync("work");
        await host.WhenIdleAsync();

        Assert.Equal(6, app.Calls.Count);
        Assert.Equal("Work: 2", mostAtOnce.Last());
    }

    [Fact]
    public async Task A_stopped_host_finishes_what_is_under_way_and_the_next_one_goes_on()
    {
        using var app = new FakeApp($"await sleep(1000), {FakeApp.NoOutputs}").With("Work", Bindings.QueueTrigger(queue));
        await using (await LocalHost.StartAsync(app.Options(azurite) with { MaxConcurrentCalls = 1 }))
        {
            await SendAsync("first");
            await SendAsync("second");
            await SendAsync("third");
            await app.CallsAsync(1);
        }
        var doneBefore = app.Calls.Count;
        Assert.InRange(doneBefore, 1, 2);

        await using var next = await app.StartAsync(azurite);
        await next.WhenIdleAsync();

        var received = app.Calls.Select(call => JsonSerializer.Deserialize<string>(call.Data("message").GetString()!));
        Assert.Equal(["first", "second", "third"], received.Order());
        Assert.All(app.Calls, call => Assert.Equal("1", call.Metadata("DeliveryCount").GetString()));
    }

    private Task SendAsync(string text) => new QueueClient(azurite.Account, queue).SendMessageAsync(text);
}
