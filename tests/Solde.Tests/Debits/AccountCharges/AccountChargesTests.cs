using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Local.Provider;
using Solde.Platform.Messaging;
using Solde.Tests.Accounts;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-17")]
public sealed class AccountChargesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task An_electronic_charge_is_an_invoice_of_the_members_account_with_a_line_for_each_part()
    {
        var scene = await AccountScene.OpenAsync(fixture);

        var charge = await scene.ChargedAsync();

        Assert.Equal("electronic", Text(charge["tries"]![0]!["channel"]));
        var invoice = await scene.Desk.InvoiceOfAsync(scene.Account, await scene.InvoiceAsync());
        Assert.Equal("open", Text(invoice["state"]));
        Assert.Equal(AccountScene.Amount, invoice["total"]!["minor"]!.GetValue<long>());
        Assert.Equal(Text(charge["tries"]![0]!["due"]), Text(Assert.Single(invoice["dueDates"]!.AsArray())));
        Assert.Equal(
            ["Fundo comum 83335", "Taxa de administração 12500", "Fundo de reserva 2500", "Tarifa bancária 350"],
            invoice["lines"]!.AsArray().Select(line => $"{Text(line!["description"])} {line["total"]!["minor"]}"));
        Assert.Equal("open 0:", await scene.StandingAsync());
        var books = await scene.BooksBalanceAsync();
        Assert.Equal(1, books["onAccounts"]!.GetValue<int>());
        Assert.Empty(books["ledgers"]!.AsArray());
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "COM-11")]
    public async Task The_message_that_comes_twice_and_a_second_run_invoice_once()
    {
        var scene = await AccountScene.OpenAsync(fixture);
        var charge = await scene.ChargedAsync();
        var before = await scene.Desk.JournalAsync(scene.Account);
        var due = new AccountChargesDue(
            scene.Desk.Organisation, RunScene.Month, scene.Quota.Group, null, null, Text(charge["tries"]![0]!["run"]));

        Assert.True(await fixture.App.DeliverAsync(MessageOf(due)));
        await scene.Run.RunAsync();

        Assert.Equal(before.Count, (await scene.Desk.JournalAsync(scene.Account)).Count);
        Assert.Equal(charge.ToJsonString(), (await scene.ChargeAsync()).ToJsonString());
    }

    [Fact]
    public async Task More_charges_than_a_message_has_time_for_are_shared_out_over_several()
    {
        var scene = await AccountScene.OpenAsync(fixture);
        await scene.ChargedAsync();
        var store = fixture.App.Services.GetRequiredService<ChargeStore>();
        var one = (await store.FindAsync(scene.Desk.Organisation, RunScene.Month, scene.Quota.Group, scene.Quota.Quota, default))!;
        foreach (var numbers in Enumerable.Range(2, 249).Chunk(ChargeStore.MaxTogether))
        {
            var more = numbers.Select(number => one with { Quota = Quota.IdOf(number, 0), Guard = default }).ToArray();
            Assert.True(await store.AddAsync(scene.Desk.Organisation, more, new ChargeNote("test", "ChargesMade", "test"), default));
        }
        var due = new AccountChargesDue(scene.Desk.Organisation, RunScene.Month, scene.Quota.Group, null, null, one.Newest.Run);

        Assert.True(await fixture.App.DeliverAsync(MessageOf(due)));

        var parts = fixture.App.Queue.Select(message => JsonNode.Parse(message.Text)!["data"]!).ToArray();
        fixture.App.Queue.Clear();
        Assert.Equal(
            ["..000099-00", "000099-00..000198-00", "000198-00..000250-00"],
            parts.Select(part => $"{part["after"]?.GetValue<string>()}..{Text(part["upTo"])}"));
    }

    [Fact]
    public async Task What_is_paid_in_parts_or_taken_back_comes_back_to_the_charge()
    {
        var scene = await AccountScene.OpenAsync(fixture);
        await scene.ChargedAsync();

        var first = await scene.PayCashAsync(50_000);
        Assert.Equal("paid_in_part 50000: paid_in_part", await scene.StandingAsync());
        await scene.PayCashAsync(AccountScene.Amount - 50_000);
        Assert.Equal($"paid {AccountScene.Amount}: paid", await scene.StandingAsync());
        await scene.BooksBalanceAsync();
        var path = $"accounts/{scene.Account}/payments/{first}/cancellation";
        (await scene.Desk.PostAsync(path, new JsonObject { ["reason"] = "Bounced" })).Expect(HttpStatusCode.OK);

        Assert.Equal($"paid_in_part {AccountScene.Amount - 50_000}: paid_in_part", await scene.StandingAsync());
        await scene.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_cancelled_invoice_cancels_its_charge()
    {
        var scene = await AccountScene.OpenAsync(fixture);
        await scene.ChargedAsync();

        await scene.Desk.CancelInvoiceAsync(scene.Account, await scene.InvoiceAsync(), "credit");

        Assert.Equal("cancelled 0: cancelled", await scene.StandingAsync());
        await scene.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_card_on_file_is_charged_on_the_due_day_and_not_before()
    {
        var scene = await AccountScene.OpenAsync(fixture, (desk, account) => desk.SaveCardAsync(account));
        var charge = await scene.ChargedAsync();
        Assert.Equal("card", Text(charge["tries"]![0]!["channel"]));
        Assert.Equal("open 0:", await scene.StandingAsync());

        await scene.DueDayAsync();

        Assert.Equal($"paid {AccountScene.Amount}: paid", await scene.StandingAsync());
        var outcome = (await scene.ChargeAsync())["tries"]![0]!["outcome"]!;
        Assert.Equal($"{fixture.Day():yyyy-MM-dd}", Text(outcome["on"]));
        Assert.Equal(await scene.InvoiceAsync(), Text(outcome["source"]));
        await scene.BooksBalanceAsync();
        await scene.Desk.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-05")]
    [Trait("Rule", "PAY-08")]
    public async Task A_card_that_is_declined_is_told_and_listed_as_any_failed_payment_and_the_charge_follows_the_retry()
    {
        var scene = await AccountScene.OpenAsync(fixture, (desk, account) => fixture.BadCardAsync(desk, account));
        await scene.ClerkAsync();
        await scene.ChargedAsync();

        await scene.DueDayAsync();

        Assert.Equal("failed 0: failed insufficient_funds", await scene.StandingAsync());
        var outcome = (await scene.ChargeAsync())["tries"]![0]!["outcome"]!;
        Assert.Equal("funds", Text(outcome["class"]));
        Assert.False(string.IsNullOrEmpty(Text(outcome["meaning"])));
        var action = Assert.Single(await scene.Desk.ActionsAsync($"account={scene.Account}"));
        Assert.Equal(AccountScene.Amount, action["amount"]!["minor"]!.GetValue<long>());
        var told = await scene.Desk.ListAsync("notifications?recipient=clerk");
        Assert.Contains("card_instalment_failed", told.Select(notice => Text(notice["kind"])));

        fixture.Turn("visa");
        (await scene.Desk.RetryAsync(scene.Account, Text(action["id"]))).Expect(HttpStatusCode.Accepted);

        Assert.Equal($"paid {AccountScene.Amount}: paid", await scene.StandingAsync());
        Assert.Empty(await scene.Desk.ActionsAsync($"account={scene.Account}"));
        await scene.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-06")]
    public async Task The_organisations_schedule_tries_a_declined_card_again()
    {
        var scene = await AccountScene.OpenAsync(fixture, (desk, account) => fixture.BadCardAsync(desk, account));
        var schedule = new JsonObject { ["retries"] = JsonNode.Parse("""{"days":[1],"hour":10}""") };
        (await scene.Desk.SettingsAsync(schedule)).Expect(HttpStatusCode.OK);
        await scene.ChargedAsync();
        await scene.DueDayAsync();
        Assert.Equal("failed 0: failed insufficient_funds", await scene.StandingAsync());
        fixture.Turn("visa");

        await fixture.StrikeAfterAsync(2);

        Assert.Equal($"paid {AccountScene.Amount}: paid", await scene.StandingAsync());
        await scene.BooksBalanceAsync();
    }

    [Fact]
    [Trait("Rule", "PAY-15")]
    public async Task Money_that_the_bank_takes_back_fails_the_charge()
    {
        var scene = await AccountScene.OpenAsync(fixture, (desk, account) => desk.SaveCardAsync(account));
        await scene.ChargedAsync();
        await scene.DueDayAsync();
        Assert.Equal($"paid {AccountScene.Amount}: paid", await scene.StandingAsync());
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var charge = fixture.Provider.Objects.All("payment_intent")[^1].Text("latest_charge")!;
        var dispute = fixture.Provider.OnDemand.DisputeCharge(charge)!.Id();

        Assert.NotNull(fixture.Provider.OnDemand.CloseDispute(dispute, won: false));
        await fixture.TellAllAsync(dispute);

        Assert.StartsWith("failed 0: failed ", await scene.StandingAsync(), StringComparison.Ordinal);
        await scene.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_card_that_is_gone_fails_the_try_with_a_reason_and_leaves_the_invoice_for_the_member_to_pay()
    {
        var scene = await AccountScene.OpenAsync(fixture, (_, _) => Task.FromResult("pm_taken_away"));

        await scene.ChargedAsync();

        Assert.Equal("failed 0: failed saved_method_gone", await scene.StandingAsync());
        var outcome = (await scene.ChargeAsync())["tries"]![0]!["outcome"]!;
        Assert.Equal("O cartão ou a conta guardada já não existe; escolha outro.", Text(outcome["meaning"]));
        Assert.Equal("open", Text((await scene.Desk.InvoiceOfAsync(scene.Account, await scene.InvoiceAsync()))["state"]));
        await scene.BooksBalanceAsync();

        await scene.PayCashAsync(AccountScene.Amount);

        Assert.Equal($"paid {AccountScene.Amount}: paid", await scene.StandingAsync());
    }

    private static QueuedMessage MessageOf(AccountChargesDue due)
    {
        var now = new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);
        return new QueuedMessage(
            DebitsQueue.Debits, Envelope.Of("test", due, DebitMessages.Default.AccountChargesDue, now, outbox: null).ToText(), 0);
    }
}
