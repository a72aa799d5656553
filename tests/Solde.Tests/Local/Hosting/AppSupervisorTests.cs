using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Solde.Local.Hosting;
using Solde.Local.Queues;

namespace Solde.Tests.Local.Hosting;

public sealed class AppSupervisorTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly HttpClient Caller = new();

    private readonly string queue = AzuriteFixture.RandomName("q");

    [Fact]
    public async Task The_app_finds_its_settings_and_what_the_host_tells_it_in_its_environment()
    {
        using var app = new FakeApp().With("Work", Bindings.QueueTrigger(queue));
        await using var host = await LocalHost.StartAsync(
            app.Options(azurite) with { Settings = new Dictionary<string, string> { ["OWN"] = "setting" } });

        var environment = app.Environment;

        Assert.Equal("setting", environment["OWN"]);
        Assert.Equal("custom", environment["FUNCTIONS_WORKER_RUNTIME"]);
        Assert.Equal(app.Folder, environment["FUNCTIONS_APP_ROOT_PATH"]);
        Assert.True(Guid.TryParse(environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"], out _));
        Assert.Equal("Work", Assert.Single(host.Functions).Name);
    }

    [Fact]
    public async Task A_message_whose_app_is_killed_in_the_middle_is_delivered_again_by_the_next_one()
    {
        // Only a process that finds the call of an earlier one answers.
        const string callsBefore = "readFileSync('calls.jsonl', 'utf8').split('\\n').length - 2";
        using var app = new FakeApp($"{callsBefore} > 0 ? {FakeApp.NoOutputs} : await sleep(1000000)")
            .With("Work", Bindings.QueueTrigger(queue));
        await using var host = await app.StartAsync(azurite);
        var firstProcess = host.AppProcessId;

        await new QueueClient(azurite.Account, queue).SendMessageAsync("survivor");
        await app.CallsAsync(1);
        await host.KillAppAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(firstProcess));
        await host.WhenIdleAsync();

        Assert.NotEqual(firstProcess, host.AppProcessId);
        Assert.Equal(["1", "2"], app.Calls.Select(call => call.Metadata("DeliveryCount").GetString()));
        Assert.Single(app.Calls.Select(call => call.Metadata("MessageId").GetString()).Distinct());
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_app_is_killed_again_and_again_under_load()
    {
        using var app = new FakeApp($"await sleep(20), {FakeApp.NoOutputs}").With("Work", Bindings.QueueTrigger(queue));
        await using var host = await app.StartAsync(azurite);
        var client = new QueueClient(azurite.Account, queue);

        for (var message = 0; message < 100; message++)
        {
            await client.SendMessageAsync($"message {message}");
            if (message % 25 == 24) await host.KillAppAsync();
        }
        await host.WhenIdleAsync();

        var expected = Enumerable.Range(0, 100).Select(message => $"message {message}");
        var received = app.Calls.Select(call => JsonSerializer.Deserialize<string>(call.Data("message").GetString()!)!).Distinct();
        Assert.Equal(expected.Order(StringComparer.Ordinal), received.Order(StringComparer.Ordinal));
        Assert.Empty(await host.DeadLettersAsync(queue));
    }

    [Fact]
    public async Task A_port_that_is_taken_leaves_no_app_behind()
    {
        using var app = new FakeApp().With("Http", Bindings.HttpTrigger("x"), Bindings.HttpOut);
        await using var first = await app.StartAsync(azurite);

        await Assert.ThrowsAsync<IOException>(() => LocalHost.StartAsync(app.Options(azurite) with { Port = first.BaseAddress.Port }));

        Assert.Equal(["SIGTERM"], app.Stops);
    }

    [Fact]
    public async Task A_caller_whose_app_dies_has_a_500_and_the_next_caller_waits_for_the_next_app()
    {
        using var app = new FakeApp("call.url.endsWith('die') ? process.kill(process.pid, 'SIGKILL') : { body: 'alive' }")
            .With("Http", Bindings.HttpTrigger("{what}"), Bindings.HttpOut);
        await using var host = await app.StartAsync(azurite);

        for (var death = 0; death < 3; death++)
        {
            using var dead = await Caller.GetAsync(new Uri(host.BaseAddress, "api/die"));
            Assert.Equal(HttpStatusCode.InternalServerError, dead.StatusCode);
        }

        Assert.Equal("alive", await Caller.GetStringAsync(new Uri(host.BaseAddress, "api/live")));
    }

    [Fact]
    public async Task A_stopped_host_lets_its_app_leave_by_sigterm()
    {
        using var app = new FakeApp().With("Http", Bindings.HttpTrigger("x"), Bindings.HttpOut);
        var host = await app.StartAsync(azurite);

        await host.StopAsync();
        await host.DisposeAsync();

        Assert.Equal(["SIGTERM"], app.Stops);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(host.AppProcessId));
    }

    [Theory]
    [InlineData("process.exit(3)", 30, "ended with code 3")]
    [InlineData("setInterval(() => {}, 1000)", 1, "did not answer GET /")]
    public async Task An_app_that_does_not_come_up_is_refused(string script, int limitSeconds, string reason)
    {
        using var app = new FakeApp();
        File.WriteAllText(Path.Combine(app.Folder, "handler.mjs"), script);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LocalHost.StartAsync(app.Options(azurite) with { AppStartLimit = TimeSpan.FromSeconds(limitSeconds) }));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_executable_that_is_not_there_is_refused()
    {
        using var app = new FakeApp().WithHostJson(json => json.Replace("\"node\"", "\"no-such-program\"", StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(azurite));

        Assert.Contains("no-such-program", refusal.Message, StringComparison.Ordinal);
    }
}
