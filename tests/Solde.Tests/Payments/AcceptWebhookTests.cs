using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Payments;

public sealed class AcceptWebhookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private StorageProxy _storage = null!;
    private SoldeTestApp _app = null!;

    public async Task InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.ConnectionString);
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_storage.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            Clock = _clock,
            More = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stripe:WebhookSecrets"] = "whsec_new,whsec_old" },
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Theory]
    [Trait("Rule", "PAY-02")]
    [InlineData("whsec_new")]
    [InlineData("whsec_old")]
    public async Task A_signed_event_becomes_one_message_with_the_bytes_received_and_no_storage_call(string secret)
    {
        var told = Event("Zoé — 12,50 €");
        var before = _storage.Calls.Count;

        var answer = await _app.TellAsync(told, _clock, secret);

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Empty(answer.Body);
        var message = Assert.Single(_app.Queue);
        Assert.Equal("provider-events", message.Queue);
        Assert.Equal(told.ToJsonString(), message.Text);
        Assert.Equal(before, _storage.Calls.Count);
    }

    [Fact]
    [Trait("Rule", "PAY-02")]
    public async Task A_forged_event_is_refused_and_leaves_neither_message_nor_storage_call()
    {
        var before = _storage.Calls.Count;

        (await _app.TellAsync(Event("x"), _clock, "whsec_forged")).Refuses(HttpStatusCode.BadRequest, "bad_signature");
        (await _app.SendAsync(HttpMethod.Post, ProviderWord.WebhookPath, Event("x"))).Refuses(HttpStatusCode.BadRequest, "bad_signature");
        (await _app.SendAsync(HttpMethod.Post, ProviderWord.WebhookPath)).Refuses(HttpStatusCode.BadRequest, "bad_signature");

        Assert.Empty(_app.Queue);
        Assert.Equal(before, _storage.Calls.Count);
    }

    [Fact]
    [Trait("Rule", "PAY-02")]
    public async Task An_event_recorded_and_played_again_after_the_tolerance_is_refused()
    {
        var told = Event("x");
        var signature = Signature.Of(Encoding.UTF8.GetBytes(told.ToJsonString()), "whsec_new", _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(301));

        var answer = await _app.SendAsync(HttpMethod.Post, ProviderWord.WebhookPath, told, headers: (Signature.Header, signature));

        answer.Refuses(HttpStatusCode.BadRequest, "bad_signature");
        Assert.Empty(_app.Queue);
    }

    [Fact]
    [Trait("Rule", "PAY-02")]
    [Trait("Rule", "COM-07")]
    public async Task An_event_too_large_for_the_queue_is_refused_with_its_size_limit()
    {
        var answer = await _app.TellAsync(Event(new string('x', 192 * 1024)), _clock, "whsec_new");

        answer.Refuses(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.Empty(_app.Queue);
    }

    private static JsonObject Event(string name) => new()
    {
        ["id"] = "evt_1",
        ["object"] = "event",
        ["type"] = "customer.updated",
        ["created"] = 1_772_000_000,
        ["data"] = new JsonObject { ["object"] = new JsonObject { ["id"] = "cus_1", ["name"] = name } },
    };
}
