using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Solde.Local.Hosting;
using Solde.Local.Queues;

namespace Solde.Tests.Local.Hosting;

public sealed class TimerFunctionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string EverySecond = "* * * * * *";
    private const string OnceAYear = "0 0 0 1 1 *";

    private static readonly HttpClient Caller = new();

    [Fact]
    public async Task A_timer_run_by_hand_gets_its_state_as_an_object()
    {
        using var app = new FakeApp().With("Nightly", Bindings.TimerTrigger("%WHEN%"));
        await using var host = await LocalHost.StartAsync(
            app.Options(azurite) with { Settings = new Dictionary<string, string> { ["WHEN"] = OnceAYear } });

        await host.RunTimerAsync("Nightly");

        var call = Assert.Single(app.Calls);
        Assert.Equal("/Nightly", call.Url);
        var timer = call.Data("timer");
        Assert.False(timer.GetProperty("IsPastDue").GetBoolean());
        Assert.Equal(JsonValueKind.Object, timer.GetProperty("Schedule").ValueKind);
        var status = timer.GetProperty("ScheduleStatus");
        Assert.Equal(default, status.GetProperty("Last").GetDateTimeOffset());
        Assert.Equal((1, 1), (status.GetProperty("Next").GetDateTimeOffset().Month, status.GetProperty("Next").GetDateTimeOffset().Day));
        Assert.Equal(DateTimeOffset.UtcNow.Year, status.GetProperty("LastUpdated").GetDateTimeOffset().Year);
        Assert.Equal("Nightly", call.Metadata("sys").GetProperty("MethodName").GetString());
    }

    [Fact]
    public async Task A_timer_that_fails_by_hand_says_so()
    {
        using var app = new FakeApp("{ status: 500, body: 'no' }").With("Nightly", Bindings.TimerTrigger(OnceAYear));
        await using var host = await app.StartAsync(azurite);

        var failure = await Assert.ThrowsAsync<InvocationFailedException>(() => host.RunTimerAsync("Nightly"));

        Assert.Contains("500", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_runs_on_its_schedule_and_knows_when_it_ran_last()
    {
        using var app = new FakeApp().With("Often", Bindings.TimerTrigger(EverySecond));
        await using var host = await LocalHost.StartAsync(app.Options(azurite) with { RunTimers = true });

        var calls = await app.CallsAsync(atLeast: 3);

        Assert.All(calls, call => Assert.False(call.Data("timer").GetProperty("IsPastDue").GetBoolean()));
        var states = calls.Select(call => call.Data("timer").GetProperty("ScheduleStatus"));
        var lasts = states.Select(state => state.GetProperty("Last").GetDateTimeOffset()).ToArray();
        Assert.Equal(default, lasts[0]);
        Assert.Equal(lasts.Order(), lasts);
        Assert.Equal(lasts.Length, lasts.Distinct().Count());
    }

    [Fact]
    public async Task A_timer_that_takes_longer_than_its_period_is_not_run_twice_at_once()
    {
        using var app = new FakeApp("(globalThis.busy ? process.stdout.write('twice at once\\n') : globalThis.busy = true, "
            + $"await sleep(1500), globalThis.busy = false, {FakeApp.NoOutputs})")
            .With("Often", Bindings.TimerTrigger(EverySecond));
        var output = new ConcurrentQueue<string>();
        await using (var host = await LocalHost.StartAsync(app.Options(azurite) with { RunTimers = true, AppOutput = output.Enqueue }))
        {
            await app.CallsAsync(atLeast: 1);
            await host.RunTimerAsync("Often");
            await app.CallsAsync(atLeast: 3);
        }

        Assert.DoesNotContain("twice at once", output);
    }

    [Fact]
    public async Task A_run_missed_while_the_host_was_down_is_made_up_for_at_once_and_is_past_due()
    {
        using var app = new FakeApp().With("Often", Bindings.TimerTrigger(EverySecond));
        await using (await LocalHost.StartAsync(app.Options(azurite) with { RunTimers = true })) await app.CallsAsync(1);
        var before = app.Calls.Count;

        await using var next = await LocalHost.StartAsync(
            app.Options(azurite) with { RunTimers = true, Clock = new ClockAhead(TimeSpan.FromHours(1)) });
        var calls = await app.CallsAsync(before + 2);

        Assert.True(calls[before].Data("timer").GetProperty("IsPastDue").GetBoolean());
        Assert.False(calls[before + 1].Data("timer").GetProperty("IsPastDue").GetBoolean());
    }

    [Fact]
    public async Task The_admin_endpoint_accepts_first_and_runs_afterwards()
    {
        var queue = AzuriteFixture.RandomName("q");
        using var app = new FakeApp()
            .With("Nightly", Bindings.TimerTrigger(OnceAYear))
            .With("Work", Bindings.QueueTrigger(queue))
            .With("Http", Bindings.HttpTrigger("x"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);

        Assert.Equal(HttpStatusCode.Accepted, await AdminAsync(host, "nightly", ""));
        await host.WhenIdleAsync();
        Assert.Equal(HttpStatusCode.Accepted, await AdminAsync(host, "Work", """{"a":1}"""));
        await host.WhenIdleAsync();

        Assert.Equal(["/Nightly", "/Work"], app.Calls.Select(call => call.Url));
        Assert.Equal("""{"a":1}""", JsonSerializer.Deserialize<string>(app.Calls[1].Data("message").GetString()!));
        Assert.Equal(HttpStatusCode.BadRequest, await AdminAsync(host, "Http", ""));
        Assert.Equal(HttpStatusCode.NotFound, await AdminAsync(host, "None", ""));
    }

    private sealed class ClockAhead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    private static async Task<HttpStatusCode> AdminAsync(LocalHost host, string function, string input)
    {
        using var response = await Caller.PostAsJsonAsync(new Uri(host.BaseAddress, $"admin/functions/{function}"), new { input });
        return response.StatusCode;
    }
}
