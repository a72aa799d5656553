using System.Net;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Partners;

/// <summary>A process that dies between two storage calls of a delivery: the event is told at least once, always as the same one.</summary>
[Trait("Rule", "PAY-16")]
[Trait("Rule", "COM-11")]
public sealed class DeliveryCrashTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private StorageProxy _proxy = null!;
    private SoldeTestApp _app = null!;
    private PartnerServer _partner = null!;
    private Desk _desk = null!;

    public async Task InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        _partner = await PartnerServer.StartAsync();
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            HubStorage = azurite.ConnectionString,
            StorageRetryDelay = TimeSpan.FromMilliseconds(1),
            Clock = _clock,
        });
        _desk = await Desk.OpenAsync(_app);
        await _desk.SubscribeAsync(_partner);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _partner.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_crash_between_the_call_and_its_record_calls_again_under_the_same_id_and_logs_one_attempt()
    {
        // From the moment at which the partner has it nothing of the storage answers, for as long as the step's first run lasts.
        var isDown = false;
        _proxy.OnCall = _ => isDown || (isDown = _partner.Received.Count == 1) ? Fault.Status503Before : Fault.None;
        var account = await _desk.AccountAsync();
        await _desk.PayAsync(account, 100);
        await _app.DrainAsync();
        Assert.True(isDown);
        _proxy.OnCall = _ => Fault.None;

        _clock.Advance(TimeSpan.FromSeconds(10));
        await _app.DrainAsync();

        Assert.Equal(2, _partner.Received.Count);
        Assert.Single(_partner.Received.Select(message => message.Body).Distinct());
        Assert.Equal(["200"], PartnerScenes.Log(await _desk.OnlyDeliveryAsync()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whichever_storage_call_it_dies_at_the_event_is_told_and_listed_once(bool afterIt)
    {
        var account = await _desk.AccountAsync();
        await _app.DrainAsync();
        var paid = 0;
        for (var number = 1; ; number++)
        {
            await _desk.PayAsync(account, 100);
            paid++;
            var calls = 0;
            _proxy.OnCall = _ => ++calls < number ? Fault.None
                : calls == number && afterIt ? Fault.Status503AfterCommit
                : calls <= number + 5 ? Fault.Status503Before
                : Fault.None;
            await ComeRoundAsync();
            _proxy.OnCall = _ => Fault.None;
            await ComeRoundAsync();
            if (calls < number)
                break;
        }

        var events = (await _desk.EventsAsync("?type=payment.recorded&limit=200")).Select(told => Text(told!["id"])).ToArray();
        Assert.True(paid > 10, $"Only {paid} storage calls were cut.");
        Assert.Equal(paid, events.Length);
        Assert.Equal(events.Order(), _partner.Received.Select(message => message.Id).Distinct().Order());
        var deliveries = await _desk.DeliveriesAsync("?limit=200");
        Assert.Equal(events.Order(), deliveries.Select(item => Text(item!["event"])).Order());
        Assert.All(deliveries, item => Assert.Equal("delivered", Text(item!["state"])));
        Assert.Empty(_app.DeadLetters);
    }

    /// <summary>Redeliveries, retries of steps, and what the timer finds left behind.</summary>
    private async Task ComeRoundAsync()
    {
        for (var i = 0; i < 4; i++)
        {
            await _app.DrainAsync();
            _clock.Advance(TimeSpan.FromMinutes(3));
        }
        Assert.NotEqual(HttpStatusCode.NotFound, await _app.RunTimerAsync("ResendOutbox"));
        await _app.DrainAsync();
    }
}
