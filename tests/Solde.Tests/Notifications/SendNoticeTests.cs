using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Notifications;

/// <summary>A mail that can't be sent is tried again, then shown as failed.</summary>
public sealed class SendNoticeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solde-mail-").FullName;
    private StorageProxy _storage = null!;
    private readonly TestClock _clock = new(DateTimeOffset.UtcNow);
    private SoldeTestApp _app = null!;

    public async Task InitializeAsync()
    {
        _storage = await StorageProxy.StartAsync(azurite.ConnectionString);
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(_storage.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            MailFolder = Path.Combine(_folder, "mailbox"),
            Clock = _clock,
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task A_mailbox_that_cannot_be_written_for_a_while_gets_its_mail_in_the_end()
    {
        var desk = await Desk.OpenAsync(_app);
        await BlockMailboxAsync();
        await desk.AccountAsync();
        await _app.DrainAsync();
        Assert.Equal("queued", await StateAsync(desk));

        File.Delete(Path.Combine(_folder, "mailbox"));
        await TryAgainAsync();

        Assert.Equal("sent", await StateAsync(desk));
        Assert.Single(Mailbox.Of(Path.Combine(_folder, "mailbox")));
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task A_mail_that_can_never_be_sent_is_shown_as_failed_and_is_no_dead_letter()
    {
        var desk = await Desk.OpenAsync(_app);
        await BlockMailboxAsync();
        await desk.AccountAsync();

        await _app.DrainAsync();
        for (var tries = 1; tries < 5; tries++)
        {
            Assert.Equal("queued", await StateAsync(desk));
            await TryAgainAsync();
        }

        Assert.Equal("failed", await StateAsync(desk));
        await TryAgainAsync();
        Assert.Equal("failed", await StateAsync(desk));
        Assert.Single((await desk.GetAsync("notifications?state=failed")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        Assert.Empty(_app.DeadLetters);
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    [Trait("Rule", "COM-11")]
    public async Task A_crash_after_the_sending_was_recorded_does_not_leave_the_list_behind()
    {
        var desk = await Desk.OpenAsync(_app);
        await desk.AccountAsync();
        var notice = await UntilNoticeAsync();
        // The list's row is the last thing written: the process dies just before it.
        _storage.OnCall = call => call.Path.Contains("NotificationIndex", StringComparison.Ordinal) && call.Method != "GET" ? Fault.Status503Before : Fault.None;
        Assert.False(await _app.DeliverAsync(notice));
        _storage.OnCall = _ => Fault.None;

        await _app.DrainAsync();

        Assert.Equal("sent", await StateAsync(desk));
    }

    /// <summary>Some minutes later the timer sends what was put off.</summary>
    private async Task TryAgainAsync()
    {
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, await _app.RunTimerAsync("ResendOutbox"));
        await _app.DrainAsync();
    }

    private Task BlockMailboxAsync() => File.WriteAllTextAsync(Path.Combine(_folder, "mailbox"), "a file where the folder should be");

    /// <summary>Everything that comes before the sending, done.</summary>
    private async Task<QueuedMessage> UntilNoticeAsync()
    {
        while (true)
        {
            if (_app.Queue.FirstOrDefault(message => message.Text.Contains("NoticeQueued", StringComparison.Ordinal)) is { } notice)
                return notice;
            Assert.True(await _app.DeliverAsync(_app.Queue[0]));
        }
    }

    private static async Task<string> StateAsync(Desk desk) =>
        Assert.Single((await desk.GetAsync("notifications")).Expect(HttpStatusCode.OK)["items"]!.AsArray())!["state"]!.GetValue<string>();
}
