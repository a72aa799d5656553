using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Platform.Telemetry;
using Solde.Tests.Api;
using Solde.Tests.Harness;

namespace Solde.Tests.Telemetry;

[Trait("Rule", "COM-12")]
public sealed class NothingPersonalTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Name = "Clothilde Beauséjour";
    private const string Email = "clothilde.b@example.org";
    private const string Iban = "DE89370400440532013000";

    private static readonly string[] Personal =
    [
        "Clothilde", "Beaus", "clothilde.b", "Gustave", Iban, Iban[4..], "DE89 3704", Uri.EscapeDataString(Name), Uri.EscapeDataString(Email),
        // The holder that the sandbox's bank accounts have.
        "ana@example.org",
    ];

    [Fact]
    public async Task A_whole_payment_leaves_nobodys_name_address_or_account_in_traces_metrics_and_logs()
    {
        using var log = new LogCapture();
        fixture.App.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        using var meters = new MeterCapture(fixture.App);
        using var trace = new TraceCapture();

        var scene = await PaymentScene.PendingAsync(fixture, Name, Email, Iban);
        await scene.TellAsync(scene.Succeeds(), trace);
        await fixture.App.DrainAsync();
        await AroundItAsync(scene.Desk, scene.Account, trace);

        Assert.True(trace.Spans.Count > 30, "Too little was traced to prove anything.");
        AssertNothing(trace.Spans.Select(ConsoleSpans.LineOf));
        AssertNothing(meters.All.Select(one => $"{one.Instrument} {one.Tags}"));
        AssertNothing(log.Lines);
        Assert.Contains(log.Lines, line => line.Contains("Function PaymentsMessages failed", StringComparison.Ordinal));
        AssertNothing(fixture.App.DeadLetters.Select(letter => TraceParent.InMessage(letter.Text) ?? ""));
        fixture.App.DeadLetters.Clear();
    }

    /// <summary>Searching, changing, and failing with personal data in the hand: a message that repeats it in its exception.</summary>
    private async Task AroundItAsync(Desk desk, string account, TraceCapture trace)
    {
        (await fixture.App.SendAsync(
            HttpMethod.Get, "/api/v1/accounts?search=" + Uri.EscapeDataString(Name), key: desk.Key, headers: trace.Header)).Expect(HttpStatusCode.OK);
        (await fixture.App.SendAsync(
            HttpMethod.Get, "/api/v1/accounts/" + Uri.EscapeDataString(Email), key: desk.Key, headers: trace.Header)).Expect(HttpStatusCode.NotFound);
        var changed = new JsonObject { ["name"] = Name + " Roy", ["email"] = "new." + Email };
        (await fixture.App.SendAsync(
            HttpMethod.Put, "/api/v1/accounts/" + account, changed, desk.Key, headers: trace.Header)).Expect(HttpStatusCode.OK);
        var text = $$"""{"id":"m","type":"{{Email}} {{Iban}}","at":"2026-03-10T15:00:00Z","data":{},"traceparent":"{{trace.Root}}"}""";
        fixture.App.Queue.Add(new QueuedMessage("payments", text, 0));
        await fixture.App.DrainAsync();
    }

    [Theory]
    [InlineData("User ana.maria+x@example.org is unknown.", "User ***@*** is unknown.")]
    [InlineData("https://x/accounts?email=ana%40example.org&limit=1", "https://x/accounts?email=***@***&limit=1")]
    [InlineData("(PartitionKey='mail|ana@example.org',RowKey='x')", "(PartitionKey='***@***',RowKey='x')")]
    [InlineData("IBAN DE89370400440532013000 is blocked", "IBAN *** is blocked")]
    [InlineData("DE89 3704 0044 0532 0130 00: blocked", "***: blocked")]
    [InlineData("payment pay_0af31b, status 409, 2026-03-10T15:00:00Z", "payment pay_0af31b, status 409, 2026-03-10T15:00:00Z")]
    public void Addresses_and_bank_accounts_are_masked_and_the_rest_is_left(string text, string masked) =>
        Assert.Equal(masked, PersonalData.Without(text));

    [Fact]
    public void A_long_text_without_an_end_is_looked_through_in_no_time()
    {
        var text = new string('x', 300_000) + " ana@example.org " + new string('A', 300_000);

        Assert.Contains(" ***@*** ", PersonalData.Without(text), StringComparison.Ordinal);
    }

    private static void AssertNothing(IEnumerable<string> lines) => Assert.DoesNotContain(
        lines, line => Personal.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
