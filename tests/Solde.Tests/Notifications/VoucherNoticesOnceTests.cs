using System.Net;
using Solde.Tests.Harness;
using Solde.Tests.Vouchers;

namespace Solde.Tests.Notifications;

/// <summary>Nothing is told twice, nothing is lost, and nothing is told whose reason has gone.</summary>
[Trait("Rule", "VOU-13")]
public sealed class VoucherNoticesOnceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solde-mail-").FullName;
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private SoldeTestApp _app = null!;
    private VoucherDesk _desk = null!;
    private VoucherNews _news = null!;

    public async Task InitializeAsync()
    {
        _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(azurite.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            MailFolder = _folder,
            Clock = _clock,
        });
        _desk = await VoucherDesk.OpenAsync(_app);
        _news = await VoucherNews.OpenAsync(_desk, _folder);
        await _app.DrainAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task However_often_its_messages_come_each_occasion_is_told_once()
    {
        await _desk.EncodeAsync(2);
        var partial = await _desk.ReadyAsync(5);
        await _desk.OrderAsync(2);
        for (var round = 0; round < 4; round++)
        {
            foreach (var message in _app.Queue.ToArray())
            {
                await _app.DeliverAsync(message);
                await _app.DeliverAsync(message);
            }
        }

        Assert.Equal(
            ["company: service_partly_allocated", "company: service_to_validate", "user: service_to_confirm", "user: vouchers_missing"],
            await _news.NextAsync());
        Assert.Equal(4, Mailbox.Of(_folder).Count);
        Assert.Equal((2, 3), await _desk.HasAsync(partial));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_notice_whose_message_got_lost_on_its_way_is_told_all_the_same()
    {
        await _desk.EncodeAsync(2);
        _app.Queue.Clear();
        _clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(HttpStatusCode.OK, await _app.RunTimerAsync("ResendOutbox"));

        Assert.Equal(["company: service_to_validate", "user: service_to_confirm"], await _news.NextAsync());
    }

    [Fact]
    public async Task What_was_answered_before_its_notice_came_to_be_written_is_not_told()
    {
        var service = await _desk.EncodeAsync(2);
        (await _desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        Assert.Equal(["company: service_to_validate"], await _news.NextAsync());

        (await _desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
        await _desk.OrderAsync(1);
        await _desk.OrderAsync(1);

        Assert.Empty(await _news.NextAsync());
    }

    [Fact]
    [Trait("Rule", "PAY-09")]
    public async Task What_was_answered_before_its_mail_was_sent_ends_as_not_needed()
    {
        var service = await _desk.EncodeAsync(2);
        await WriteNoticesAsync();
        Assert.Equal("queued", await _news.StateAsync("service_to_confirm"));

        (await _desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);
        await _app.DrainAsync();

        Assert.Equal("not_needed", await _news.StateAsync("service_to_confirm"));
        Assert.Equal("sent", await _news.StateAsync("service_to_validate"));
        Assert.Empty(_news.ToUser());
    }

    [Fact]
    [Trait("Rule", "VOU-02")]
    public async Task What_silence_has_answered_is_not_asked_though_the_timer_did_not_come_by()
    {
        await _desk.EncodeAsync(2);
        _clock.Advance(TimeSpan.FromDays(30));

        Assert.Empty(await _news.NextAsync());
    }

    [Fact]
    public async Task Vouchers_that_were_used_before_the_mail_was_sent_are_not_said_to_expire()
    {
        await _desk.OrderAsync(2, expiresOn: "2026-03-31");
        await _app.DrainAsync();
        await _app.RunTimerAsync("FindDueWallets");
        await _app.DeliverAsync(_app.Queue[0]);
        await WriteNoticesAsync();
        await _desk.ReadyAsync(2);
        await _app.DrainAsync();

        Assert.Equal("not_needed", await _news.StateAsync("vouchers_expiring"));
        Assert.Empty(_news.ToUser());
    }

    [Fact]
    public async Task A_user_who_changed_his_address_is_told_at_the_new_one()
    {
        await _desk.EncodeAsync(2);
        var moved = VoucherDesk.User();
        moved["email"] = "amelie@elsewhere.example.org";
        (await _desk.Desk.PutAsync(_desk.Path, moved)).Expect(HttpStatusCode.OK);
        await _app.DrainAsync();

        Assert.Single(Mailbox.To(_folder, "amelie@elsewhere.example.org"));
        Assert.Empty(_news.ToUser());
    }

    /// <summary>What is to be told is written down, and nothing sent yet.</summary>
    private async Task WriteNoticesAsync()
    {
        foreach (var message in _app.Queue.Where(message => message.Text.Contains("\"PartiesAsked\"", StringComparison.Ordinal)).ToArray())
            await _app.DeliverAsync(message);
    }
}
