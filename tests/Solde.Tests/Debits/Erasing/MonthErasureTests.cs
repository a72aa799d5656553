using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ErasureScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "COM-12")]
public sealed class MonthErasureTests : IAsyncLifetime
{
    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Its_charges_say_what_was_asked_and_came_and_not_whom()
    {
        var (scene, quotas) = await OfLongAgoAsync(App);
        var before = await scene.ChargesAsync();
        _fixture.Clock.Advance(ElevenYears);

        Assert.Equal(["debit_month 1 erased, 0 not at rest"], Counts(await scene.Desk.EraseAsync("debit_month")));

        var after = await scene.ChargesAsync();
        Assert.Equal(before.Select(FiguresOf), after.Select(FiguresOf));
        Assert.All(after, charge => Assert.Equal(
            ("erased", "erased", "erased"), (charge.Newest.Payer.Name, charge.Newest.Payer.TaxId, charge.Newest.Payer.Account!.Number)));
        var journal = await scene.Charges
            .JournalAsync(scene.Desk.Organisation, ReturnScene.Month, scene.Consortium.Group, CancellationToken.None)
            .ToListAsync();
        Assert.Equal("erased", journal.Single(entry => entry.Action == "ChargeCancelled").Reason);
        Assert.Equal(("PersonalDataErased", "retention is over"), (journal[^1].Action, journal[^1].Reason));
        await scene.Consortium.DebitBooksBalanceAsync(ReturnScene.Month);
        var traces = await TracesAsync(App);
        Assert.DoesNotContain(traces, place => place.Contains("debit-charges", StringComparison.Ordinal));
        // What only the charges told is gone from where files are made of them, too.
        (await scene.Desk.PostAsync($"debits/files/{Outlets.BankPrefix}{ReturnScene.Agreement}/1/remake", new JsonObject()))
            .Refuses(HttpStatusCode.Gone, "erased");
        Assert.Equal($"João {Name}", (await scene.QuotaAsync(quotas[0])).Member.Name);
    }

    [Fact]
    public async Task An_erased_charge_changes_no_more_whoever_speaks_of_it()
    {
        var (scene, quotas) = await OfLongAgoAsync(App);
        var charges = await scene.ChargesAsync();
        _fixture.Clock.Advance(ElevenYears);
        await scene.Desk.EraseAsync("debit_month");
        var path = $"debits/groups/{scene.Consortium.Group}/quotas/{quotas[1]}/charges/{ReturnScene.Month}";

        foreach (var command in (string[])["retry", "cancel"])
            (await scene.Desk.PostAsync($"{path}/{command}", new JsonObject { ["reason"] = "x" })).Refuses(HttpStatusCode.Gone, "erased");
        var file = await scene.ApplyAsync(ReturnScene.File(2, ReturnScene.Result(charges[0], "30"), ReturnScene.Result(charges[1])));

        Assert.Equal(["2 erased", "3 erased"], await scene.WhyAsync(file));
        Assert.Equal(charges.Select(charge => charge.State), (await scene.ChargesAsync()).Select(charge => charge.State));
        await scene.Consortium.DebitBooksBalanceAsync(ReturnScene.Month);
    }

    [Fact]
    public async Task A_month_with_a_charge_that_is_open_or_changed_lately_stays()
    {
        var scene = await ReturnScene.OpenAsync(App, quotas: 2);
        var charges = await scene.RunAsync();
        await scene.ApplyAsync(ReturnScene.File(1, ReturnScene.Result(charges[0])));
        _fixture.Clock.Advance(ElevenYears);
        var month = $"{scene.Consortium.Group}|{ReturnScene.Month}";

        Assert.Equal([$"{month} false"], await scene.Desk.DueAsync("debit_month"));
        Assert.Equal(["debit_month 0 erased, 1 not at rest"], Counts(await scene.Desk.EraseAsync("debit_month")));
        await scene.ApplyAsync(ReturnScene.File(2, ReturnScene.Result(charges[1])));
        Assert.Empty(await scene.Desk.DueAsync("debit_month"));
        (await scene.Desk.PostAsync(
            "erasures", new JsonObject { ["reason"] = "x", ["kind"] = "debit_month", ["record"] = month }))
            .Refuses(HttpStatusCode.Conflict, "retention_not_over");
        Assert.All(await scene.ChargesAsync(), charge => Assert.Equal("João da Silva", charge.Newest.Payer.Name));
    }

    [Fact]
    public async Task A_charge_that_is_asked_for_again_meanwhile_stays_and_so_the_month_is_not_done()
    {
        var scene = await FileScene.OpenAsync(App, AnAgreement.Brazilian("febraban-08"));
        var place = new RunPlace(FileScene.Month, "g001");
        var (cancelled, open) = (scene.Charge("run_1", 1) with { State = ChargeStates.Cancelled }, scene.Charge("run_1", 2));
        await scene.ChargedAsync("run_1", cancelled, open);

        Assert.False(await scene.Get<ChargeEraser>().SweepAsync(scene.Desk.Organisation, place, Order("ers_1"), CancellationToken.None));

        var after = await App.Services.GetRequiredService<ChargeStore>()
            .OfGroupAsync(scene.Desk.Organisation, place.Month, place.Group, null, null, CancellationToken.None)
            .ToListAsync();
        Assert.Equal(["erased", open.Newest.Payer.Name], after.Select(charge => charge.Newest.Payer.Name));
        Assert.Equal(["ers_1", null], after.Select(charge => charge.ErasedBy));
    }

    [Fact]
    public async Task A_month_that_is_charged_anew_after_its_erasure_is_found_again()
    {
        var (scene, _) = await OfLongAgoAsync(App);
        _fixture.Clock.Advance(ElevenYears);
        await scene.Desk.EraseAsync("debit_month");
        await scene.Consortium.WithSlipsAsync(3, first: 3);

        await scene.Consortium.RunAsync(ReturnScene.Month);

        Assert.Empty(await scene.Desk.DueAsync("debit_month"));
        await scene.Consortium.DebitBooksBalanceAsync(ReturnScene.Month);
        _fixture.Clock.Advance(ElevenYears);
        Assert.Equal([$"{scene.Consortium.Group}|{ReturnScene.Month} false"], await scene.Desk.DueAsync("debit_month"));
    }

    private static string FiguresOf(Charge charge) =>
        $"{charge.Quota} {charge.State} {charge.Amount} {charge.Paid} {charge.Newest.LineId} {charge.Newest.Outcome?.Code}";
}
