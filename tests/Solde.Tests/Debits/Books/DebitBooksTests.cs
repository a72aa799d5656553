using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-18")]
public sealed class DebitBooksTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Books_set_the_journal_beside_what_the_charges_come_to()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.WithSlipsAsync(120);
        await scene.RunAsync();

        var books = await scene.DebitBooksBalanceAsync();

        Assert.Equal(119, books["charges"]!.GetValue<int>());
        Assert.Equal(2, books["entries"]!.GetValue<int>());
        var receivable = books["ledgers"]!.AsArray().Single(line => Text(line!["ledger"]) == "receivable")!;
        Assert.Equal(119 * 98_685, receivable["journalMinor"]!.GetValue<long>());
        Assert.Equal(119 * 98_685, receivable["chargesMinor"]!.GetValue<long>());
        Assert.Equal(0, books["ledgers"]!.AsArray().Sum(line => line!["journalMinor"]!.GetValue<long>()));
        (await scene.Desk.GetAsync("debits/books?month=2026-03&group=none")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await scene.Desk.GetAsync("debits/books?month=march")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Money_that_moved_without_an_entry_is_told_with_the_group()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.WithSlipsAsync(2);
        await scene.RunAsync();
        var charges = fixture.App.Services.GetRequiredService<ChargeStore>();
        var found = (await charges.FindAsync(scene.Desk.Organisation, ChargedScene.March, scene.Group, "000002-00", default))!;
        var outcome = new TryOutcome(
            ReturnOutcomes.Paid, "00", null, found.Amount, found.Newest.Due, "test", new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero));
        var paid = found.With(found.Newest with { Outcome = outcome }) with { State = ChargeStates.Paid, Paid = found.Amount };

        await charges.ChangeAsync(scene.Desk.Organisation, [paid], new ChargeNote("test", "ChargesPaid", "test"), [], default);

        var books = (await scene.Desk.GetAsync("debits/books?month=2026-03")).Expect(HttpStatusCode.OK);
        Assert.False(books["balances"]!.GetValue<bool>());
        Assert.Equal(
            [
                $"The journal says 0 in receipts:slip_by_post, the charges come to {found.Amount.Minor}.",
                $"The journal says {found.Amount.Minor} in receivable, the charges come to 0.",
            ],
            books["faults"]!.AsArray().Select(fault => Text(fault!["what"])));
        Assert.All(books["faults"]!.AsArray(), fault => Assert.Equal(scene.Group, Text(fault!["group"])));
    }

    [Fact]
    public async Task A_charge_that_contradicts_itself_is_told()
    {
        var scene = await ConsortiumScene.OpenAsync(fixture.App);
        await scene.WithSlipsAsync(2);
        await scene.RunAsync();
        var charges = fixture.App.Services.GetRequiredService<ChargeStore>();
        var found = (await charges.FindAsync(scene.Desk.Organisation, ChargedScene.March, scene.Group, "000002-00", default))!;
        var wrong = found with { State = ChargeStates.Paid, Paid = new Money(1, "BRL") };

        await charges.ChangeAsync(scene.Desk.Organisation, [wrong], new ChargeNote("test", "Wrong", "test"), [], default);

        var books = (await scene.Desk.GetAsync("debits/books?month=2026-03")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            [
                "Charge 000002-00 says 1 is paid, its tries say 0.",
                $"Charge 000002-00 is paid with {found.Amount.Minor - 1} left.",
            ],
            books["faults"]!.AsArray().Select(fault => Text(fault!["what"])));
    }
}
