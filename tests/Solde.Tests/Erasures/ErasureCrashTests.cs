using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Erasures;

/// <summary>A record lies in many rows: what happens when an erasure dies between any two of them.</summary>
[Trait("Rule", "COM-11")]
[Trait("Rule", "COM-12")]
public sealed class ErasureCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = new TestClock(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero)),
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_it_dies_it_goes_on_to_the_end_and_counts_once(bool afterTheWrite)
    {
        var writes = 0;
        // One record more for every write, until an erasure gets by without the write at which it is to die.
        foreach (var dies in Deaths.At(1, afterTheWrite))
        {
            var desk = await Desk.OpenAsync(_app);
            var name = "Quesnel" + Guid.NewGuid().ToString("N")[..8];
            var account = await desk.AccountAsync($"Marie {name}", $"{name}@example.org");
            (await desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = name, ["requestedBy"] = $"{name}@example.org" }))
                .Expect(HttpStatusCode.Created);
            await _app.DrainAsync();
            var begun = (await desk.PostAsync(
                "erasures",
                new JsonObject { ["reason"] = "she asks for it", ["kind"] = "account", ["record"] = account })).Expect(HttpStatusCode.Accepted);

            writes = 0;
            var (at, isDown) = (dies, false);
            _proxy.OnCall = call =>
            {
                if (isDown)
                    return Fault.Status503Before;
                if (call.Method == "GET" || ++writes < at)
                    return Fault.None;
                isDown = true;
                return afterTheWrite ? Fault.Status503AfterCommit : Fault.Status503Before;
            };
            // The message comes again until nothing of it is down any more.
            while (_app.Queue.Count > 0 && !isDown)
                await _app.DeliverAsync(_app.Queue[0]);
            var died = isDown;
            _proxy.OnCall = _ => Fault.None;
            await _app.DrainAsync();

            var erasure = (await desk.GetAsync($"erasures/{begun["id"]}")).Expect(HttpStatusCode.OK);
            Assert.Equal("done", (string?)erasure["state"]);
            Assert.Equal(1, (int)erasure["kinds"]!.AsArray().Single(kind => (string?)kind!["kind"] == "account")!["erased"]!);
            Assert.Equal(1, (int)erasure["kinds"]!.AsArray().Single(kind => (string?)kind!["kind"] == "notification")!["erased"]!);
            Assert.Empty(await Traces.OfAsync(_app, name));
            await desk.BooksBalanceAsync();
            Assert.Empty(_app.DeadLetters);
            if (!died)
                break;
        }
        Assert.InRange(writes, 8, 100);
    }

    [Fact]
    public async Task Whoever_was_faster_keeps_the_record_and_the_erasure_passes_on()
    {
        var desk = await Desk.OpenAsync(_app);
        var account = await desk.AccountAsync("Marie Encore");
        await _app.DrainAsync();
        var begun = (await desk.PostAsync(
            "erasures", new JsonObject { ["reason"] = "she asks for it", ["kind"] = "account", ["record"] = account })).Expect(HttpStatusCode.Accepted);

        // She buys something while the erasure is on its way.
        _proxy.OnCall = call => call.Kind == "EntityGroupTransaction" && call.Number > 0 ? WithoutMore(Fault.CallbackBefore(BuyAsync)) : Fault.None;
        await _app.DrainAsync();
        _proxy.OnCall = _ => Fault.None;

        var erasure = (await desk.GetAsync($"erasures/{begun["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal("done", (string?)erasure["state"]);
        Assert.Equal(0, (int)erasure["kinds"]!.AsArray().Single(kind => (string?)kind!["kind"] == "account")!["erased"]!);
        Assert.Equal("Marie Encore", (string?)(await desk.GetAsync($"accounts/{account}")).Json["owner"]!["name"]);

        Fault WithoutMore(Fault fault)
        {
            _proxy.OnCall = _ => Fault.None;
            return fault;
        }

        async Task BuyAsync() => await desk.InvoiceAsync(account, 10_00);
    }
}
