using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ReturnScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-21")]
public sealed class ReturnsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Each_line_marks_its_charge_with_the_banks_code_and_the_books_say_what_is_left()
    {
        var scene = await OpenAsync(fixture.App);
        var charges = await scene.RunAsync();
        var asked = charges[0].Amount;

        var file = await scene.ApplyAsync(File(
            41,
            Result(charges[0]),
            Result(charges[1], "31", date: "20260416"),
            Result(charges[2], "DP", amount: 1_000),
            Result(charges[3], "01"),
            Result(charges[4], "99", movement: '1'),
            Result(charges[5], "00", date: "20260417")));

        Assert.Equal(("applied", 41, 6, 0), (Text(file["state"]), file["number"]!.GetValue<int>(), file["lines"]!.GetValue<int>(), file["listed"]!.GetValue<int>()));
        Assert.Equal(
            ["cancelled 1", "failed 1", "paid 2", "paid_in_part 1", "paid_on_other_date 1"],
            file["byOutcome"]!.AsArray().Select(total => $"{Text(total!["outcome"])} {total["count"]}"));
        var after = await scene.ChargesAsync();
        Assert.Equal(["paid", "paid", "paid_in_part", "failed", "cancelled", "paid"], after.Select(charge => charge.State));
        Assert.Equal([asked.Minor, asked.Minor, 1_000, 0, 0, asked.Minor], after.Select(charge => charge.Paid.Minor));
        Assert.Equal(["00", "31", "DP", "01", "99", "00"], after.Select(charge => charge.Newest.Outcome!.Code));
        Assert.Equal("funds", after[3].Newest.Outcome!.Class);
        Assert.Equal(
            [new DateOnly(2026, 4, 15), new(2026, 4, 16), new(2026, 4, 15)], after.Take(3).Select(charge => charge.Newest.Outcome!.On));
        Assert.Equal($"{Text(file["id"])}/3", after[1].Newest.Outcome!.Source);
        var (journal, left) = await scene.OwedAsync();
        Assert.Equal(((2 * asked.Minor) - 1_000, journal), (left, left));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_gets_the_same_answer()
    {
        var scene = await OpenAsync(fixture.App);
        var charges = await scene.RunAsync();
        var text = File(7, Result(charges[0]), Result(charges[1], "01"), ResultOf("260499999900000100X"));
        var first = await scene.ApplyAsync(text);
        var before = await scene.ChargesAsync();

        var again = (await scene.SendAsync(text)).Expect(HttpStatusCode.OK);
        await scene.WorkAsync();

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal(before.Select(charge => charge.Guard), (await scene.ChargesAsync()).Select(charge => charge.Guard));
        Assert.Single(await scene.ListAsync());
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_file_is_refused()
    {
        var scene = await OpenAsync(fixture.App, quotas: 1);
        var key = Desk.NewKey();

        var first = await scene.SendAsync(File(1), key);
        var again = await scene.SendAsync(File(1), key);

        first.Expect(HttpStatusCode.Created);
        Assert.Equal(first.Body, again.Body);
        (await scene.SendAsync(File(2), key)).Refuses(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_number_that_skips_or_repeats_is_refused_whole_and_read_when_its_turn_comes()
    {
        var scene = await OpenAsync(fixture.App);
        var charges = await scene.RunAsync();
        await scene.ApplyAsync(File(999, Result(charges[0])));
        var early = File(1001, Result(charges[1]));

        var skips = await scene.Desk.App.SendAsync(
            HttpMethod.Post, $"/api/v1/debits/agreements/{Agreement}/returns", early, scene.Desk.Key, Desk.NewKey(), ("Accept-Language", "pt"));
        (await scene.SendAsync(File(999, Result(charges[2])))).Refuses(HttpStatusCode.UnprocessableEntity, "return_refused");

        skips.Refuses(HttpStatusCode.UnprocessableEntity, "return_refused");
        Assert.Contains("Este é o ficheiro número 1001, mas esperava-se o número 1000.", skips.Body, StringComparison.Ordinal);
        await scene.WorkAsync();
        Assert.Equal([ChargeStates.Paid, "open", "open"], (await scene.ChargesAsync()).Take(3).Select(charge => charge.State));
        Assert.Equal(
            ["sequence 1", "sequence 1"],
            (await scene.ListAsync("&state=refused")).Select(file => $"{Text(file!["fault"]!["code"])} {file["fault"]!["line"]}"));

        await scene.ApplyAsync(File(1000));
        var late = await scene.ApplyAsync(early);
        Assert.Equal(("applied", 1001), (Text(late["state"]), late["number"]!.GetValue<int>()));
        Assert.Equal(ChargeStates.Paid, (await scene.ChargeAsync(charges[1])).State);
        Assert.Single(await scene.ListAsync("&state=refused"));
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_line_and_reason_and_listed_once()
    {
        var scene = await OpenAsync(fixture.App, quotas: 2);
        var charges = await scene.RunAsync();
        var broken = File(1, Result(charges[0]), Result(charges[1]))[..400];

        var refused = await scene.SendAsync(broken);
        await scene.SendAsync(broken);
        await scene.WorkAsync();

        refused.Refuses(HttpStatusCode.UnprocessableEntity, "return_refused");
        Assert.Contains("line 3", refused.Body, StringComparison.Ordinal);
        var listed = Assert.Single(await scene.ListAsync("&state=refused"))!;
        Assert.Equal(("record_length", 3), (Text(listed["fault"]!["code"]), listed["fault"]!["line"]!.GetValue<int>()));
        Assert.All(await scene.ChargesAsync(), charge => Assert.Equal(ChargeStates.Open, charge.State));
        // Its number is free.
        (await scene.SendAsync(File(5, Result(charges[0])))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_line_that_matches_no_charge_is_listed_and_never_dropped()
    {
        var scene = await OpenAsync(fixture.App, quotas: 2);
        var charges = await scene.RunAsync();
        var line = charges[0].Newest.LineId;

        var file = await scene.ApplyAsync(File(
            1,
            ResultOf("NOT-OURS"),
            ResultOf("2604999999" + line[10..]),
            ResultOf("2603" + line[4..]),
            ResultOf(line[..^1] + "2"),
            Result(charges[1], "ZZ"),
            Positions.Record(150, (1, "K"), (2, "0007000004"))));

        Assert.Equal(
            ["2 unknown_line", "3 unknown_line", "4 no_charge", "5 never_sent", "6 unknown_code", "7 unknown_code"], await scene.WhyAsync(file));
        Assert.Equal((6, 6), (file["lines"]!.GetValue<int>(), file["listed"]!.GetValue<int>()));
        Assert.All(await scene.ChargesAsync(), charge => Assert.Equal(ChargeStates.Open, charge.State));
        Assert.Equal(["4", "5"], (await scene.UnmatchedAsync(file)).Skip(2).Take(2).Select(one => one!["line"]!.ToString()));
        Assert.Equal("never_sent", Text((await scene.UnmatchedAsync(file, "&why=never_sent")).Single()!["why"]));
    }

    [Fact]
    public async Task What_the_code_means_is_said_in_the_readers_language()
    {
        var scene = await OpenAsync(fixture.App, quotas: 1);
        var charge = (await scene.RunAsync()).Single();
        var file = await scene.ApplyAsync(File(1, Result(charge), Result(charge), ResultOf("X", "01")));

        var english = await scene.UnmatchedAsync(file);
        var portuguese = await scene.UnmatchedAsync(file, language: "pt");

        Assert.Equal(["Debited.", "There is not enough money on the account."], english.Select(line => Text(line!["meaning"])));
        Assert.Equal(["Débito efetuado.", "O saldo é insuficiente."], portuguese.Select(line => Text(line!["meaning"])));
        Assert.StartsWith("A cobrança já estava paga.", Text(portuguese[0]!["reason"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_debit_that_comes_back_after_it_was_paid_takes_its_money_back()
    {
        var scene = await OpenAsync(fixture.App, quotas: 2);
        var charges = await scene.RunAsync();
        await scene.ApplyAsync(File(1, Result(charges[0]), Result(charges[1], "DP", amount: 500)));

        var file = await scene.ApplyAsync(File(2, Result(charges[0], "30", date: "20260420"), Result(charges[1], "30")));

        var after = await scene.ChargesAsync();
        Assert.All(after, charge => Assert.Equal((ChargeStates.Failed, 0L), (charge.State, charge.Paid.Minor)));
        Assert.Equal(0, file["listed"]!.GetValue<int>());
        var (journal, left) = await scene.OwedAsync();
        Assert.Equal((after.Sum(charge => charge.Amount.Minor), journal), (left, left));
        var receipts = await scene.Charges.JournalAsync(scene.Desk.Organisation, Month, scene.Consortium.Group, CancellationToken.None)
            .SelectMany(entry => entry.Postings.ToAsyncEnumerable())
            .Where(posting => posting.Ledger == LedgerAccounts.Receipts(Channels.DirectDebit))
            .Select(posting => posting.Amount.Minor)
            .ToListAsync();
        Assert.Equal([after[0].Amount.Minor + 500, -after[0].Amount.Minor - 500], receipts);
    }

    [Fact]
    public async Task Money_that_does_not_fit_is_booked_as_far_as_it_does_and_listed()
    {
        var scene = await OpenAsync(fixture.App, quotas: 4);
        var charges = await scene.RunAsync();
        var asked = charges[0].Amount.Minor;

        var file = await scene.ApplyAsync(File(
            1,
            Result(charges[0]),
            Result(charges[0]),
            Result(charges[1], amount: asked + 7),
            Result(charges[2], amount: asked - 7),
            Result(charges[3], "01"),
            Result(charges[3])));

        Assert.Equal(["3 paid_again", "4 overpaid", "5 amount_differs", "7 contradicts"], await scene.WhyAsync(file));
        Assert.Equal(
            [null, asked, asked - 7, asked],
            (await scene.UnmatchedAsync(file)).Select(line => line!["booked"]?["minor"]?.GetValue<long>()));
        Assert.Equal([asked, asked, asked - 7, asked], (await scene.ChargesAsync()).Select(charge => charge.Paid.Minor));
        var (journal, left) = await scene.OwedAsync();
        Assert.Equal((7, 7), (journal, left));
    }

    [Fact]
    public async Task A_cancellation_that_came_too_late_leaves_the_charge_open()
    {
        var scene = await OpenAsync(fixture.App, quotas: 2);
        var charges = await scene.RunAsync();
        await scene.ApplyAsync(File(1, Result(charges[0], "99", movement: '1'), Result(charges[1], "98", movement: '1')));
        Assert.Equal(["cancelled", "open"], (await scene.ChargesAsync()).Select(charge => charge.State));

        var file = await scene.ApplyAsync(File(2, Result(charges[0]), Result(charges[1])));

        // What was cancelled and arrived all the same is money, and a question.
        Assert.Equal(["2 contradicts"], await scene.WhyAsync(file));
        Assert.All(await scene.ChargesAsync(), charge => Assert.Equal(ChargeStates.Paid, charge.State));
    }

    [Fact]
    [Trait("Rule", "DEB-23")]
    public async Task What_the_bank_says_of_a_mandate_changes_it()
    {
        var scene = await OpenAsync(fixture.App, quotas: 3);
        var account = await scene.Consortium.BankAccountAsync(number: "765432-1");
        await scene.Consortium.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 0 });
        var first = await scene.QuotaAsync(scene.Consortium.Quota);
        var (asked, other) = (first.Mandates[1].Reference, await scene.QuotaAsync(Quota.IdOf(2, first.Version)));

        var file = await scene.ApplyAsync(File(
            1,
            Registration(asked, '2', account: "00007654321"),
            Registration(other.Mandates[0].Reference, '1'),
            Registration(other.Mandates[0].Reference, '1'),
            Registration("1234567890123456789", '2'),
            Registration(other.Mandates[0].Reference, '2')));

        Assert.Equal(["5 unknown_mandate", "6 mandate_state"], await scene.WhyAsync(file));
        first = await scene.QuotaAsync(first.Id);
        Assert.Equal((MandateStates.Active, new DateOnly(2026, 3, 10)), (first.Mandates[1].State, first.Mandates[1].ActiveSince));
        Assert.Equal("765432-1", first.BankAccount(account)!.Number);
        other = await scene.QuotaAsync(other.Id);
        Assert.Equal(MandateStates.Cancelled, other.Mandates[0].State);
        Assert.Null(other.ValueOn(RuleKinds.DirectDebit, new DateOnly(2026, 4, 15)));
    }

    [Fact]
    [Trait("Rule", "DEB-23")]
    public async Task A_mandate_that_the_bank_holds_on_another_account_is_debited_there()
    {
        var scene = await OpenAsync(fixture.App, quotas: 1);
        var before = await scene.QuotaAsync(scene.Consortium.Quota);

        await scene.ApplyAsync(File(1, Registration(before.Mandates[0].Reference, '2', account: "7777777", branch: "4321")));

        var after = await scene.QuotaAsync(before.Id);
        Assert.Equal(("7777777", "4321"), (after.BankAccounts[0].Number, after.BankAccounts[0].Branch));
        Assert.DoesNotContain("7777777", (await scene.Consortium.JournalAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_on_a_whole_file_that_we_did_not_send_is_listed()
    {
        var scene = await OpenAsync(fixture.App, quotas: 1);

        // That the bank has taken a file in says nothing of its lines yet.
        var file = await scene.ApplyAsync(File(
            1, Positions.Record(150, (1, "J"), (2, "000016"), (8, "20260401"), (16, "000003"), (22, "00000000000012550"), (39, "20260402"))));

        Assert.Equal((1, 0), (file["lines"]!.GetValue<int>(), file["listed"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_file_in_the_folder_is_taken_in_and_removed_and_a_broken_one_too()
    {
        var scene = await OpenAsync(fixture.App, quotas: 1);
        var charge = (await scene.RunAsync()).Single();
        var folder = fixture.App.Services.GetRequiredService<ReturnFolder>();
        var path = $"{scene.Desk.Organisation}/{Agreement}/in/";
        await folder.Of(path + "b.ret").UploadAsync(BinaryData.FromString(File(2, Result(charge))));
        await folder.Of(path + "a.ret").UploadAsync(BinaryData.FromString(File(1)));
        await folder.Of(path + "c.ret").UploadAsync(BinaryData.FromString("no file at all"));
        await folder.Of($"{scene.Desk.Organisation}/nobodys/in/d.ret").UploadAsync(BinaryData.FromString(File(1)));

        await scene.WorkAsync();

        Assert.Equal(
            ["a.ret applied 1", "b.ret applied 2", "c.ret refused "],
            (await scene.ListAsync()).Select(file => $"{Text(file!["source"])} {Text(file["state"])} {file["number"]}"));
        Assert.Equal(ChargeStates.Paid, (await scene.ChargeAsync(charge)).State);
        Assert.Equal(
            ["nobodys"],
            await folder.FilledAsync(CancellationToken.None).Where(run => run.Organisation == scene.Desk.Organisation)
                .Select(run => run.Agreement).ToListAsync());
    }

    [Fact]
    public async Task A_stretch_that_is_gone_through_again_after_a_death_counts_and_changes_once()
    {
        var scene = await OpenAsync(fixture.App, quotas: 4);
        var charges = await scene.RunAsync();
        (await scene.SendAsync(File(
            1, Result(charges[0]), Result(charges[0], "30"), Result(charges[1], amount: 1), Result(charges[2], "01"), Result(charges[2]),
            ResultOf("NOBODYS")))).Expect(HttpStatusCode.Created);
        var applier = fixture.App.Services.GetRequiredService<ReturnApplier>();
        var run = new ReturnRun(scene.Desk.Organisation, Agreement);

        var first = await applier.ApplyAsync(run, Outgoing(), CancellationToken.None);
        var guards = (await scene.ChargesAsync()).Select(charge => charge.Guard).ToList();
        var again = await applier.ApplyAsync(run, Outgoing(), CancellationToken.None);

        Assert.Equal(guards, (await scene.ChargesAsync()).Select(charge => charge.Guard));
        Assert.Equal((6, 5, 3, 1), (first!.Totals.Lines, first.Totals.Applied, first.Totals.Listed, first.Totals.Unapplied));
        Assert.Equal((6, 5, 3, 1), (again!.Totals.Lines, again.Totals.Applied, again.Totals.Listed, again.Totals.Unapplied));
        var (journal, left) = await scene.OwedAsync();
        Assert.Equal(journal, left);
    }

    [Fact]
    public async Task An_agreement_or_a_file_that_is_not_there_is_not_found()
    {
        var scene = await OpenAsync(fixture.App, quotas: 1);

        (await scene.Desk.PostAsync("debits/agreements/other/returns", File(1))).Refuses(HttpStatusCode.NotFound, "not_found");
        (await scene.Desk.GetAsync("debits/agreements/other/returns")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await scene.Desk.GetAsync($"debits/agreements/{Agreement}/returns/ret_x")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await scene.Desk.GetAsync($"debits/agreements/{Agreement}/returns/ret_x/unmatched")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    private static OutgoingMessages Outgoing()
    {
        var outgoing = new OutgoingMessages();
        outgoing.Allow(["notifications"]);
        return outgoing;
    }
}
