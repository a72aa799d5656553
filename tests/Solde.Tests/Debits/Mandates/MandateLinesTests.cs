using System.Net;
using Solde.Functions.Debits;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-23")]
public sealed class MandateLinesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Fact]
    public async Task A_mandate_that_is_asked_for_is_registered_at_the_bank_once_beside_the_debits()
    {
        var scene = await MandateScene.OpenAsync(fixture.App);

        var file = Assert.Single(await scene.RunAsync("run_1", scene.Files.Charge("run_1", 7)));

        await scene.Files.HoldsAsync(file);
        Assert.Equal((2, 10_007L), (file.Totals.Orders, file.Totals.Amount.Minor));
        var lines = await scene.Files.LinesAsync(file);
        var mandate = await scene.MandateAsync();
        Assert.Equal(("E" + mandate.Reference, '5'), (lines[1][..26].TrimEnd(), lines[1][149]));
        Assert.Equal(
            new MandateLine(DebitOrderKinds.Registration, 1, 1, 0, 1, 1),
            lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(MandateLineIn).OfType<MandateLine>().Single());
        Assert.Equal('0', lines[2][149]);
        Assert.Equal((MandateStates.Asked, Today, null), (mandate.State, mandate.RegistrationSentOn, mandate.OnItsWay));
        await RemakeFileTests.IsRemadeAsync(scene.Files, file, wasRestored: false);
        Assert.Empty(await scene.CollectAsync("run_2"));
        await scene.Files.MakeAsync("run_1");
        Assert.Single(await scene.Members.JournalAsync(), entry => Text(entry!["action"]) == "MandateLineSent");
    }

    [Fact]
    public async Task An_outlet_without_debits_has_its_file_for_the_lines_alone_and_the_first_run_of_two_sends_them()
    {
        var scene = await MandateScene.OpenAsync(fixture.App);
        await scene.CollectAsync("run_1");
        Assert.Empty(await scene.CollectAsync("run_2"));

        Assert.Empty(await scene.RunAsync("run_2"));
        var file = Assert.Single(await scene.RunAsync("run_1"));

        Assert.Equal((1, 1, 0L), (file.Number, file.Totals.Orders, file.Totals.Amount.Minor));
        await scene.Files.HoldsAsync(file);
    }

    [Theory]
    [InlineData("febraban-05")]
    [InlineData("caixa")]
    public async Task A_layout_without_registrations_has_none(string profile)
    {
        var scene = await MandateScene.OpenAsync(fixture.App, profile);

        Assert.Empty(await scene.CollectAsync("run_1"));

        Assert.Null((await scene.MandateAsync()).OnItsWay);
    }

    [Theory]
    [InlineData("febraban-08")]
    [InlineData("febraban-05")]
    public async Task What_the_member_cancelled_is_withdrawn_at_his_bank_once(string profile)
    {
        var scene = await MandateScene.OpenAsync(fixture.App, profile);
        await scene.SayAsync("confirmation");
        Assert.Empty(await scene.CollectAsync("run_1"));
        await scene.SayAsync("cancellation");

        var file = Assert.Single(await scene.RunAsync("run_2"));

        await scene.Files.HoldsAsync(file);
        var line = (await scene.Files.LinesAsync(file))[1];
        var mandate = await scene.MandateAsync();
        Assert.Equal(("D" + mandate.Reference, '1'), (line[..26].TrimEnd(), line[149]));
        Assert.Contains("CANCELADA PELO CLIENTE", line, StringComparison.Ordinal);
        Assert.Equal((MandateStates.Cancelled, Today, null), (mandate.State, mandate.WithdrawalSentOn, mandate.OnItsWay));
        Assert.Empty(await scene.CollectAsync("run_3"));
    }

    [Fact]
    public async Task A_bank_that_never_heard_of_a_mandate_hears_nothing_of_its_end()
    {
        var scene = await MandateScene.OpenAsync(fixture.App);
        await scene.SayAsync("cancellation");

        Assert.Empty(await scene.CollectAsync("run_1"));
    }

    [Fact]
    public async Task A_registration_that_is_on_its_way_when_the_member_cancels_is_followed_by_its_withdrawal()
    {
        var scene = await MandateScene.OpenAsync(fixture.App);
        await scene.CollectAsync("run_1");
        await scene.SayAsync("cancellation");

        Assert.Equal(1, Assert.Single(await scene.RunAsync("run_1")).Number);
        Assert.Equal(2, Assert.Single(await scene.RunAsync("run_2")).Number);

        var mandate = await scene.MandateAsync();
        Assert.Equal((Today, Today), (mandate.RegistrationSentOn, mandate.WithdrawalSentOn));
        Assert.Empty(await scene.CollectAsync("run_3"));
    }

    [Fact]
    public async Task Nothing_of_it_is_seen_or_done_by_another_organisation()
    {
        var scene = await MandateScene.OpenAsync(fixture.App);
        var other = await MandateScene.OpenAsync(fixture.App);
        await scene.CollectAsync("run_1");

        Assert.NotNull((await scene.MandateAsync()).OnItsWay);
        Assert.Null((await other.MandateAsync()).OnItsWay);
        Assert.Empty(await other.Files.Get<MandateLines>()
            .OfAsync(other.Files.Desk.Organisation, "run_1", other.Files.Bank, CancellationToken.None).ToListAsync());
    }

    private static MandateLine? MandateLineIn(string word) => word.Length < 19 ? null : MandateLine.Find(word[^19..]);
}

/// <summary>The clock moves here.</summary>
[Trait("Rule", "DEB-23")]
public sealed class MandateKeepAliveTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_mandate_that_rests_is_kept_alive_by_each_line_that_is_sent()
    {
        var scene = await MandateScene.OpenAsync(fixture.App, "febraban-05");
        await scene.SayAsync("confirmation");
        for (var time = 1; time <= 2; time++)
        {
            fixture.Clock.Advance(TimeSpan.FromDays(62));
            await WatchAsync();
            Assert.NotNull((await scene.MandateAsync()).KeepAliveAskedOn);

            var file = Assert.Single(await scene.RunAsync($"run_{time}"));

            Assert.Contains($"K0000010000010001{time:D2}", (await scene.Files.LinesAsync(file))[1], StringComparison.Ordinal);
            var mandate = await scene.MandateAsync();
            Assert.Equal((time, file.Heading.CreatedOn, null), (mandate.KeepAlives, mandate.LastUsedOn, mandate.KeepAliveAskedOn));
        }
        fixture.Clock.Advance(TimeSpan.FromDays(40));
        await WatchAsync();
        Assert.Equal(MandateStates.Active, (await scene.MandateAsync()).State);
    }

    [Fact]
    public async Task A_mandate_in_use_is_neither_marked_nor_expires_and_one_whose_debits_fail_for_want_of_it_does()
    {
        var used = await MandateScene.OpenAsync(fixture.App, "febraban-05");
        var failed = await MandateScene.OpenAsync(fixture.App, "febraban-05");
        foreach (var scene in new[] { used, failed })
            await scene.SayAsync("confirmation");
        var start = DateOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime);
        var debit = start.AddDays(80);
        await ChargeAsync(used, debit, null);
        await ChargeAsync(failed, debit, new TryOutcome(
            ReturnOutcomes.Failed, "30", FailureClass.Mandate.Name, Money.Zero("BRL"), debit, "1", fixture.Clock.GetUtcNow()));

        fixture.Clock.Advance(TimeSpan.FromDays(100));
        await WatchAsync();

        Assert.Equal((MandateStates.Active, debit, null), Standing(await used.MandateAsync()));
        Assert.Equal(MandateStates.Expired, (await failed.MandateAsync()).State);
        Assert.Single(await used.Members.JournalAsync(), entry => Text(entry!["action"]) == "MandateUsed");
        await WatchAsync();
        Assert.Single(await used.Members.JournalAsync(), entry => Text(entry!["action"]) == "MandateUsed");

        fixture.Clock.Advance(TimeSpan.FromDays(80));
        await WatchAsync();
        Assert.Equal(MandateStates.Expired, (await used.MandateAsync()).State);
    }

    private static (string State, DateOnly? LastUsedOn, DateOnly? KeepAliveAskedOn) Standing(Mandate mandate) =>
        (mandate.State, mandate.LastUsedOn, mandate.KeepAliveAskedOn);

    private async Task WatchAsync() => Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("WatchMandates"));

    private static async Task ChargeAsync(MandateScene scene, DateOnly due, TryOutcome? outcome)
    {
        var mandate = await scene.MandateAsync();
        var charge = scene.Files.Charge("run_1", 1, due) with
        {
            Month = GroupTerms.MonthOf(due.Year, due.Month),
            Group = scene.Members.Group,
            Quota = scene.Members.Quota,
        };
        charge = charge.With(charge.Newest with { Payer = charge.Newest.Payer with { Mandate = mandate.Id }, Outcome = outcome });
        Assert.True(await scene.Files.Get<ChargeStore>().AddAsync(
            scene.Files.Desk.Organisation, [charge], new ChargeNote("a test", "ChargesMade", "run_1"), CancellationToken.None));
    }
}
