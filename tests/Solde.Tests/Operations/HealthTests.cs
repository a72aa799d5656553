using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Functions.Operations;
using Solde.Tests.Api;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Operations;

public sealed class HealthTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_process_lives_whatever_became_of_its_storage_but_is_not_ready_and_tells_nobody_why()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await StartAsync(proxy);
        using var log = new LogCapture();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        proxy.OnCall = _ => Fault.Status503Before;

        Assert.Equal("""{"status":"up"}""", (await app.SendAsync(HttpMethod.Get, "/api/health")).Body);
        var answer = await app.SendAsync(HttpMethod.Get, "/api/health/ready");

        answer.Refuses(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal(["type", "title", "status", "code", "detail", "requestId"], answer.Json.AsObject().Select(field => field.Key));
        Assert.Contains(log.Lines, line => line.Contains("Not ready", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_holds_for_some_seconds_so_that_nobody_can_have_storage_asked_at_will()
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        await using var app = await StartAsync(proxy);
        var looks = 0;
        proxy.OnCall = _ =>
        {
            Interlocked.Increment(ref looks);
            return Fault.None;
        };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadyAsync(app)));
        Assert.Equal(1, looks);
        _clock.Advance(Readiness.Holds);
        await ReadyAsync(app);

        Assert.Equal(2, looks);
    }

    private static async Task ReadyAsync(SoldeTestApp app) =>
        (await app.SendAsync(HttpMethod.Get, "/api/health/ready")).Expect(HttpStatusCode.OK);

    private Task<SoldeTestApp> StartAsync(StorageProxy proxy) => SoldeTestApp.StartAsync(new SoldeTestSettings(proxy.ConnectionString)
    {
        TablePrefix = AzuriteFixture.RandomName("t")[..9],
        HubStorage = azurite.ConnectionString,
        StorageRetryDelay = TimeSpan.FromMilliseconds(1),
        Clock = _clock,
    });
}
