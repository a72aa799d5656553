using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

/// <summary>Each test has a clock of its own, which stands on Tuesday 10 March 2026, 16:00 in Brussels.</summary>
[Trait("Rule", "VOU-02")]
public sealed class SilenceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 3, 10, 15, 0, 0, TimeSpan.Zero));
    private SoldeTestApp _app = null!;

    public async Task InitializeAsync() => _app = await SoldeTestApp.StartAsync(new SoldeTestSettings(azurite.ConnectionString)
    {
        TablePrefix = AzuriteFixture.RandomName("t")[..9],
        Clock = _clock,
    });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task When_both_delays_have_ended_silence_is_a_yes_of_both_and_vouchers_are_allocated()
    {
        var desk = await VoucherDesk.OpenAsync(_app, user: VoucherDesk.User(confirmationDays: 1));
        await desk.OrderAsync(3);
        var service = await desk.EncodeAsync(2);

        await StrikeAtAsync(desk, "2026-03-11T22:59Z");
        Assert.Equal("to_validate", await desk.StateAsync(service));
        await StrikeAtAsync(desk, "2026-03-11T23:00Z");
        Assert.Equal("confirmed", await desk.StateAsync(service));
        await StrikeAtAsync(desk, "2026-03-17T22:59Z");
        Assert.Equal("confirmed", await desk.StateAsync(service));
        await StrikeAtAsync(desk, "2026-03-17T23:00Z");

        var done = await desk.ServiceAsync(service);
        Assert.Equal(("allocated", true, true), (Text(done["state"]), SideOf(done, "user"), SideOf(done, "validation")));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task A_region_may_say_that_the_delays_follow_one_another_nine_days_in_all()
    {
        var region = new JsonObject { ["mode"] = "successive", ["user"] = Delay(4) };
        var desk = await VoucherDesk.OpenAsync(
            _app, new JsonObject { ["regions"] = new JsonObject { ["bru"] = region } }, VoucherDesk.User(region: "bru"));
        await desk.OrderAsync(3);
        var (silent, validated) = (await desk.EncodeAsync(1), await desk.EncodeAsync(1));
        (await desk.ActAsync(validated, "validate")).Expect(HttpStatusCode.OK);

        // 4 working days after the yes of the 10th; 4 after the company's silence, which ended at the beginning of the 18th.
        await StrikeAtAsync(desk, "2026-03-16T23:00Z");
        Assert.Equal(("to_validate", "allocated"), (await desk.StateAsync(silent), await desk.StateAsync(validated)));
        await StrikeAtAsync(desk, "2026-03-17T23:00Z");
        Assert.Equal("validated", await desk.StateAsync(silent));
        await StrikeAtAsync(desk, "2026-03-24T22:59Z");
        Assert.Equal("validated", await desk.StateAsync(silent));
        await StrikeAtAsync(desk, "2026-03-24T23:00Z");
        Assert.Equal("allocated", await desk.StateAsync(silent));
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "VOU-04")]
    public async Task From_a_contest_or_a_correction_on_silence_is_no_yes_of_either_side()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        await desk.OrderAsync(9);
        var (contested, stoodBy, corrected) = (await desk.EncodeAsync(1), await desk.EncodeAsync(1), await desk.EncodeAsync(1));
        (await desk.ActAsync(contested, "contest", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(stoodBy, "contest", VoucherDesk.Reason())).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(stoodBy, "validate")).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(corrected, "correct", new JsonObject { ["reason"] = "x", ["vouchers"] = 2 })).Expect(HttpStatusCode.OK);

        await StrikeAtAsync(desk, "2026-06-01T12:00Z");

        Assert.Equal(
            ("contested", "validated", "corrected"),
            (await desk.StateAsync(contested), await desk.StateAsync(stoodBy), await desk.StateAsync(corrected)));
        Assert.Equal(9, await desk.AvailableAsync());
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task A_delay_that_has_ended_counts_before_the_timer_comes_by()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        await desk.OrderAsync(9);
        var (contested, confirmed) = (await desk.EncodeAsync(1), await desk.EncodeAsync(1));
        MoveTo("2026-03-17T23:00Z");

        (await desk.ActAsync(contested, "contest", VoucherDesk.Reason())).Refuses(HttpStatusCode.Conflict, "delay_ended");
        var correction = new JsonObject { ["reason"] = "x", ["vouchers"] = 2 };
        (await desk.ActAsync(contested, "correct", correction)).Refuses(HttpStatusCode.Conflict, "delay_ended");
        (await desk.ActAsync(confirmed, "confirm")).Expect(HttpStatusCode.OK);

        Assert.Equal("allocated", await desk.StateAsync(confirmed));
        await desk.StrikeAsync();
        Assert.Equal("allocated", await desk.StateAsync(contested));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task During_an_announced_absence_the_user_has_longer_also_for_what_waits_already_and_taking_it_back_shortens_nothing()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        await desk.OrderAsync(9);
        var before = await desk.EncodeAsync(1);
        (await desk.ActAsync(before, "validate")).Expect(HttpStatusCode.OK);
        var body = new JsonObject { ["from"] = "2026-03-12", ["to"] = "2026-03-27" };
        var absence = Text((await desk.Desk.PostAsync($"{desk.Path}/absences", body)).Expect(HttpStatusCode.Created)["id"]);
        var during = await desk.EncodeAsync(1);
        (await desk.ActAsync(during, "validate")).Expect(HttpStatusCode.OK);
        (await desk.Desk.DeleteAsync($"{desk.Path}/absences/{absence}")).Expect(HttpStatusCode.NoContent);
        (await desk.Desk.DeleteAsync($"{desk.Path}/absences/{absence}")).Refuses(HttpStatusCode.NotFound, "not_found");
        var after = await desk.EncodeAsync(1);
        (await desk.ActAsync(after, "validate")).Expect(HttpStatusCode.OK);

        await StrikeAtAsync(desk, "2026-03-17T23:00Z");
        Assert.Equal(
            ("validated", "validated", "allocated"),
            (await desk.StateAsync(before), await desk.StateAsync(during), await desk.StateAsync(after)));
        await StrikeAtAsync(desk, "2026-03-31T21:59Z");
        Assert.Equal(("validated", "validated"), (await desk.StateAsync(before), await desk.StateAsync(during)));
        await StrikeAtAsync(desk, "2026-03-31T22:00Z");
        Assert.Equal(("allocated", "allocated"), (await desk.StateAsync(before), await desk.StateAsync(during)));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task An_absence_lengthens_more_delays_than_a_transaction_holds()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        for (var i = 0; i < 45; i++)
            await desk.EncodeAsync(1);

        (await desk.Desk.PostAsync($"{desk.Path}/absences", new JsonObject { ["from"] = "2026-03-12", ["to"] = "2026-03-27" }, "away"))
            .Expect(HttpStatusCode.Created);
        (await desk.Desk.PostAsync($"{desk.Path}/absences", new JsonObject { ["from"] = "2026-03-12", ["to"] = "2026-03-27" }, "away"))
            .Expect(HttpStatusCode.Created);

        var services = (await desk.Desk.GetAsync($"{desk.Path}/services?limit=50")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(45, services.Count(service => Text(service!["user"]!["silenceCountsFrom"]) == "2026-03-31T22:00:00+00:00"));
        Assert.Single((await desk.ReadAsync())["absences"]!.AsArray());
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task Many_silences_at_one_instant_all_count_and_are_served_oldest_first()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        await desk.OrderAsync(30);
        var services = new List<string>();
        for (var i = 0; i < 25; i++)
            services.Add(await desk.EncodeAsync(2, new DateOnly(2026, 3, 2).AddDays(-i).ToString("yyyy-MM-dd")));

        await StrikeAtAsync(desk, "2026-03-18T00:00Z");

        var states = new List<string>();
        foreach (var service in services)
            states.Add(await desk.StateAsync(service));
        Assert.Equal([.. Enumerable.Repeat("waiting", 10), .. Enumerable.Repeat("allocated", 15)], states);
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task A_look_whose_message_was_lost_or_comes_twice_is_made_once()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        await desk.OrderAsync(3);
        var service = await desk.EncodeAsync(2);
        await _app.DrainAsync();
        MoveTo("2026-03-18T00:00Z");
        await _app.RunTimerAsync("FindDueWallets");
        _app.Queue.Clear();

        await _app.RunTimerAsync("FindDueWallets");
        await _app.RunTimerAsync("FindDueWallets");
        Assert.Equal(2, _app.Queue.Count);
        await _app.DrainAsync();

        Assert.Equal(("allocated", 1L), (await desk.StateAsync(service), await desk.AvailableAsync()));
        await _app.RunTimerAsync("FindDueWallets");
        Assert.Empty(_app.Queue);
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "VOU-01")]
    public async Task An_expired_voucher_is_never_allocated_whether_or_not_the_timer_came_by()
    {
        var desk = await VoucherDesk.OpenAsync(_app);
        await desk.OrderAsync(2, "2026-03-12");
        await desk.OrderAsync(2, "2026-03-13");
        var first = await desk.ReadyAsync(1);

        // The first instant of the 13th in Brussels.
        MoveTo("2026-03-12T23:00Z");
        var second = await desk.ReadyAsync(3);

        Assert.Equal(["000000000001", "000000000003", "000000000004"], await desk.NumbersAsync("allocated"));
        Assert.Equal(["000000000002"], await desk.NumbersAsync("expired"));
        Assert.Equal(((1, 0), (2, 1)), (await desk.HasAsync(first), await desk.HasAsync(second)));
        await desk.StrikeAsync();
        Assert.Equal(["000000000002"], await desk.NumbersAsync("expired"));
        Assert.Equal(900, (await desk.IsWholeAsync())["ledgers"]!["vouchers:expired"]!.GetValue<long>());
        await desk.OrderAsync(1);
        Assert.Equal((3, 0), await desk.HasAsync(second));
        await desk.IsWholeAsync();
    }

    [Fact]
    [Trait("Rule", "VOU-13")]
    public async Task Vouchers_that_expire_soon_are_noted_once_as_many_days_before_as_the_settings_say()
    {
        var desk = await VoucherDesk.OpenAsync(_app, new JsonObject { ["expiryNoticeDays"] = 10 });
        await desk.OrderAsync(2, "2026-04-09");

        await StrikeAtAsync(desk, "2026-03-29T21:59Z");
        Assert.DoesNotContain("ExpiryNear", await ActionsAsync(desk));
        await StrikeAtAsync(desk, "2026-03-29T22:00Z");
        await StrikeAtAsync(desk, "2026-03-30T22:00Z");

        Assert.Single(await ActionsAsync(desk), "ExpiryNear");
        await StrikeAtAsync(desk, "2026-04-09T22:00Z");
        Assert.Equal("VouchersExpired", (await ActionsAsync(desk))[0]);
        await desk.IsWholeAsync();
    }

    private static async Task<string[]> ActionsAsync(VoucherDesk desk) =>
    [
        .. (await desk.Desk.GetAsync($"{desk.Path}/journal")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(entry => Text(entry!["action"])),
    ];

    private async Task StrikeAtAsync(VoucherDesk desk, string at)
    {
        // What was announced before is consumed before, as queues do.
        await _app.DrainAsync();
        MoveTo(at);
        await desk.StrikeAsync();
    }

    private void MoveTo(string at) =>
        _clock.Advance(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) - _clock.GetUtcNow());

    private static bool SideOf(JsonNode service, string side) => service[side]!["bySilence"]!.GetValue<bool>();

    private static JsonObject Delay(int days) => new() { ["days"] = days, ["unit"] = "working" };
}
