using Solde.Functions.Notifications;
using Solde.Tests.Harness;

namespace Solde.Tests.Notifications;

[Trait("Rule", "PAY-09")]
public sealed class AzureTransportTests : IAsyncLifetime
{
    private static readonly Mail Receipt = new("not_1", "zoe@example.org", "Reçu : 12,50 $", "Bonjour Zoé,\n\nmerci.\n", "fr");

    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private AzureMailServer _server = null!;

    public async Task InitializeAsync() => _server = await AzureMailServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_mail_is_taken_whole_and_signed()
    {
        await Transport().SendAsync(Receipt, default);

        var (body, _) = Assert.Single(_server.Taken);
        Assert.Equal(
            """{"senderAddress":"desk@example.org","content":{"subject":"Reçu : 12,50 $","plainText":"Bonjour Zoé,\n\nmerci.\n"},"recipients":{"to":[{"address":"zoe@example.org"}]}}""",
            body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_is_the_same_operation_and_another_mail_another()
    {
        await Transport().SendAsync(Receipt, default);
        await Transport().SendAsync(Receipt, default);
        await Transport().SendAsync(Receipt with { Id = "not_2" }, default);

        var operations = _server.Taken.Select(taken => taken.Operation).ToArray();
        Assert.Equal(operations[0], operations[1]);
        Assert.NotEqual(operations[0], operations[2]);
        Assert.All(operations, operation => Assert.True(Guid.TryParse(operation, out _)));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_the_mail_is_not_sent()
    {
        var unsent = await Assert.ThrowsAsync<MailNotSentException>(() => Transport(key: Convert.ToBase64String(new byte[32])).SendAsync(Receipt, default));

        Assert.Equal("Communication Services did not take the message: 401.", unsent.Message);
        Assert.Empty(_server.Taken);
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(503, 2)]
    public async Task A_refusal_leaves_the_mail_unsent_and_what_may_pass_is_tried_again_first(int status, int asked)
    {
        _server.Answers = status;

        var unsent = await Assert.ThrowsAsync<MailNotSentException>(() => Transport(retries: 1).SendAsync(Receipt, default));

        Assert.DoesNotContain("zoe", unsent.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(asked, _server.Asked);
    }

    [Fact]
    public async Task A_service_that_is_not_there_leaves_the_mail_unsent()
    {
        var transport = Transport(retries: 1);
        await _server.DisposeAsync();

        await Assert.ThrowsAsync<MailNotSentException>(() => transport.SendAsync(Receipt, default));
    }

    private AzureTransport Transport(string key = AzureMailServer.Key, int retries = 0) => new(
        new MailSettings(null, "desk@example.org", null, 0, true, null, null, MailTransports.Azure, _server.Address, key), _clock, retries);
}
