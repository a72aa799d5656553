using System.Net;
using System.Text.Json.Nodes;
using Solde.Platform.Storage;
using Solde.Tests.Harness;

namespace Solde.Tests.Platform.Messaging;

/// <summary>What a committed command must announce is never lost: the consumer removes its row, and what stays is sent again.</summary>
public sealed class OutboxTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private readonly string _prefix = AzuriteFixture.RandomName("t")[..9];
    private readonly string _mail = Directory.CreateTempSubdirectory("solde-mail-").FullName;
    private SoldeTestApp _app = null!;

    public async Task InitializeAsync() => _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(azurite.ConnectionString)
    {
        TablePrefix = _prefix,
        MailFolder = _mail,
        Clock = _clock,
    });

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_mail, recursive: true);
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_message_that_was_handled_leaves_no_row_behind()
    {
        var desk = await Desk.OpenAsync(_app);
        await desk.PayAsync(await desk.AccountAsync(), 10_000);
        Assert.Equal(_app.Queue.Count, await RowsAsync());

        await _app.DrainAsync();

        Assert.Equal(0, await RowsAsync());
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Messages_that_were_lost_are_sent_again_by_the_timer_once_they_are_old_enough()
    {
        var desk = await Desk.OpenAsync(_app);
        await desk.AccountAsync();
        var lost = _app.Queue.ToArray();
        _app.Queue.Clear();

        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(HttpStatusCode.OK, await _app.RunTimerAsync("ResendOutbox"));
        Assert.Empty(_app.Queue);

        _clock.Advance(TimeSpan.FromSeconds(2));
        await _app.RunTimerAsync("ResendOutbox");

        Assert.Equal(lost.Select(message => message.Text).Order(), _app.Queue.Select(message => message.Text).Order());
        await _app.DrainAsync();
        await _app.RunTimerAsync("ResendOutbox");
        Assert.Empty(_app.Queue);
        Assert.Single(Mailbox.Of(_mail));
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task Messages_that_were_lost_are_sent_again_by_the_next_command_on_the_account()
    {
        var desk = await Desk.OpenAsync(_app);
        var account = await desk.AccountAsync();
        var lost = _app.Queue.ToArray();
        _app.Queue.Clear();
        _clock.Advance(TimeSpan.FromMinutes(2));

        await desk.PayAsync(account, 10_000);

        Assert.Subset(_app.Queue.Select(message => message.Text).ToHashSet(), lost.Select(message => message.Text).ToHashSet());
        await _app.DrainAsync();
        Assert.Equal(2, Mailbox.Of(_mail).Count);
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    [Trait("Rule", "COM-05")]
    public async Task A_command_that_is_repeated_sends_what_its_first_answer_lost()
    {
        var desk = await Desk.OpenAsync(_app);
        var account = await desk.AccountAsync();
        await _app.DrainAsync();
        var body = new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(10_000) };
        (await desk.PostAsync($"accounts/{account}/payments", body, "the-key")).Expect(HttpStatusCode.Created);
        var lost = _app.Queue.ToArray();
        _app.Queue.Clear();

        (await desk.PostAsync($"accounts/{account}/payments", body, "the-key")).Expect(HttpStatusCode.Created);

        Assert.Equal(["notifications", "partners"], lost.Select(message => message.Queue).Order());
        Assert.Equal(lost.Select(message => message.Text).Order(), _app.Queue.Select(message => message.Text).Order());
    }

    [Theory]
    [Trait("Rule", "COM-11")]
    [InlineData("accounts", "no JSON at all")]
    [InlineData("accounts", """{"id":"1","type":"NobodyKnowsMe","at":"2026-03-10T15:00:00Z","data":{}}""")]
    [InlineData("payments", """{"id":"1","type":"ChargeRequested","at":"2026-03-10T15:00:00Z","data":null}""")]
    [InlineData("provider-events", "null")]
    public async Task A_message_that_nobody_can_handle_ends_among_the_dead_letters_where_people_see_it(string queue, string text)
    {
        _app.Queue.Add(new QueuedMessage(queue, text, 0));

        await _app.DrainAsync();

        Assert.Equal(text, Assert.Single(_app.DeadLetters).Text);
    }

    private async Task<int> RowsAsync()
    {
        var rows = 0;
        foreach (var table in Solde.Functions.SoldeApp.Tables)
        {
            await foreach (var _ in new TableClient(azurite.Account, _prefix + table).QueryAsync("RowKey ge '0|outbox|' and RowKey lt '0|outbox}'"))
                rows++;
        }
        return rows;
    }
}
