using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ReturnScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>Each test begins on 10 March 2026; on 16 April the debits of the day before have come back.</summary>
[Trait("Rule", "DEB-22")]
public sealed class DebitRetriesTests : IClassFixture<AppFixture>
{
    private readonly AppFixture _fixture;

    public DebitRetriesTests(AppFixture fixture)
    {
        _fixture = fixture;
        GoTo(10);
    }

    [Fact]
    public async Task What_failed_for_want_of_money_is_asked_for_again_by_the_schedule_and_a_hard_decline_is_not()
    {
        var scene = await OpenAsync();
        var charges = await scene.RunAsync();
        GoTo(47);
        await scene.ApplyAsync(File(1, Result(charges[0], "01"), Result(charges[1], "02"), Result(charges[2], "DP", amount: 100), Result(charges[3])));
        // Three days later is a Saturday.
        Assert.Equal(
            [new DateOnly(2026, 4, 20), null, new(2026, 4, 20), null], (await scene.ChargesAsync()).Select(charge => charge.RetryOn));

        await RetryAsync();
        Assert.All(await scene.ChargesAsync(), charge => Assert.Single(charge.Tries));
        GoTo(51);
        await RetryAsync();
        await RetryAsync();

        var after = await scene.ChargesAsync();
        Assert.Equal([2, 1, 2, 1], after.Select(charge => charge.Tries.Count));
        Assert.Equal(["open", "failed", "paid_in_part", "paid"], after.Select(charge => charge.State));
        Assert.Equal([charges[0].Amount, charges[2].Amount - new Money(100, "BRL")], after.Where(charge => charge.Tries.Count == 2).Select(charge => charge.Newest.Amount));
        Assert.All(after, charge => Assert.Null(charge.RetryOn));
        Assert.Equal((charges[0].Newest.LineId[..^1] + "2", new DateOnly(2026, 4, 22)), (after[0].Newest.LineId, after[0].Newest.Due));
        var run = (await scene.Desk.GetAsync("debits/runs/" + StartRetries.IdOf(scene.Desk.Organisation, new DateOnly(2026, 4, 20)))).Expect(HttpStatusCode.OK);
        Assert.Equal(("retry", "completed", 2), (Text(run["kind"]), Text(run["state"]), run["charged"]!.GetValue<int>()));

        // The second try fails as well: the next of the schedule counts from the first.
        GoTo(54);
        await scene.ApplyAsync(File(2, Result(after[0], "01", date: "20260422"), Result(after[2], date: "20260422")));
        after = await scene.ChargesAsync();
        Assert.Equal((new DateOnly(2026, 4, 27), "failed"), (after[0].RetryOn, after[0].State));
        Assert.Equal("paid", after[2].State);
        await BooksBalanceAsync(scene);
    }

    [Fact]
    public async Task A_charge_that_was_paid_meanwhile_is_not_asked_for_again()
    {
        var scene = await OpenAsync();
        var charges = await scene.RunAsync();
        GoTo(47);
        await scene.ApplyAsync(File(1, [.. charges.Select(charge => Result(charge, "01"))]));
        await scene.ApplyAsync(File(2, Result(charges[0])));

        GoTo(51);
        await RetryAsync();

        Assert.Equal([1, 2, 2, 2], (await scene.ChargesAsync()).Select(charge => charge.Tries.Count));
        await BooksBalanceAsync(scene);
    }

    [Fact]
    public async Task A_run_that_dies_and_is_gone_through_again_asks_once()
    {
        var scene = await OpenAsync();
        var charges = await scene.RunAsync();
        GoTo(47);
        await scene.ApplyAsync(File(1, [.. charges.Select(charge => Result(charge, "01"))]));
        GoTo(51);
        var charger = _fixture.App.Services.GetRequiredService<RetryCharger>();
        var place = new RunPlace(Month, scene.Consortium.Group);

        var first = await charger.AskAsync(scene.Desk.Organisation, "run_x", place, CancellationToken.None);
        var again = await charger.AskAsync(scene.Desk.Organisation, "run_x", place, CancellationToken.None);

        Assert.Equal((4, 4), (first.Charged, again.Charged));
        Assert.All(await scene.ChargesAsync(), charge => Assert.Equal(2, charge.Tries.Count));
        Assert.Empty(await _fixture.App.Services.GetRequiredService<RetryDays>()
            .UpToAsync(scene.Desk.Organisation, new DateOnly(2030, 1, 1), CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task A_member_whose_debit_has_ended_is_asked_another_way_and_one_who_left_is_not()
    {
        var scene = await OpenAsync();
        var charges = await scene.RunAsync();
        GoTo(47);
        await scene.ApplyAsync(File(1, [.. charges.Select(charge => Result(charge, "01"))]));
        var mandate = (await scene.QuotaAsync(charges[0].Quota)).Mandates[0];
        await scene.ApplyAsync(File(2, Registration(mandate.Reference, '1')));

        GoTo(51);
        await RetryAsync();

        // No address, and so no slip either: a person must look at it.
        var run = (await scene.Desk.GetAsync("debits/runs/" + StartRetries.IdOf(scene.Desk.Organisation, new DateOnly(2026, 4, 20)))).Expect(HttpStatusCode.OK);
        Assert.Equal("no_way_to_collect 1", string.Join(',', run["leftOut"]!.AsArray().Select(left => $"{Text(left!["reason"])} {left["count"]}")));
        Assert.Equal([1, 2, 2, 2], (await scene.ChargesAsync()).Select(charge => charge.Tries.Count));
    }

    [Fact]
    public async Task A_person_asks_again_whatever_the_code_and_takes_back_what_nobody_paid()
    {
        var scene = await OpenAsync();
        var charges = await scene.RunAsync();
        GoTo(47);
        await scene.ApplyAsync(File(1, Result(charges[0], "02"), Result(charges[1]), Result(charges[2], "01")));
        Task<TestAnswer> SayAsync(Charge charge, string what, JsonObject body, string? key = null) => scene.Desk.PostAsync(
            $"debits/groups/{charge.Group}/quotas/{charge.Quota}/charges/{charge.Month}/{what}", body, key);
        var reason = new JsonObject { ["reason"] = "He called" };
        var key = Desk.NewKey();

        var asked = (await SayAsync(charges[0], "retry", reason, key)).Expect(HttpStatusCode.OK);
        Assert.Equal(asked.ToJsonString(), (await SayAsync(charges[0], "retry", reason, key)).Expect(HttpStatusCode.OK).ToJsonString());
        (await SayAsync(charges[1], "retry", reason)).Refuses(HttpStatusCode.Conflict, "charge_state");
        (await SayAsync(charges[3], "retry", reason)).Refuses(HttpStatusCode.Conflict, "charge_state");
        (await SayAsync(charges[0], "retry", new JsonObject())).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await SayAsync(charges[0], "retry", new JsonObject { ["reason"] = "x", ["on"] = "2026-04-01" })).Refuses(HttpStatusCode.UnprocessableEntity, "day_is_over");
        (await SayAsync(charges[1], "cancel", reason)).Refuses(HttpStatusCode.Conflict, "charge_state");
        Assert.Equal("cancelled", Text((await SayAsync(charges[2], "cancel", reason)).Expect(HttpStatusCode.OK)["state"]));
        (await SayAsync(charges[2] with { Quota = "999999-99" }, "cancel", reason)).Refuses(HttpStatusCode.NotFound, "not_found");
        await BooksBalanceAsync(scene);

        GoTo(48);
        await RetryAsync();

        var after = await scene.ChargesAsync();
        Assert.Equal([2, 1, 1, 1], after.Select(charge => charge.Tries.Count));
        Assert.Equal(["open", "paid", "cancelled", "open"], after.Select(charge => charge.State));
        var journal = scene.Charges.JournalAsync(scene.Desk.Organisation, Month, scene.Consortium.Group, CancellationToken.None);
        Assert.Equal("He called", (await journal.SingleAsync(entry => entry.Action == "ChargeCancelled")).Reason);
        // It went out all the same, and money is money.
        await scene.ApplyAsync(File(2, Result(charges[2])));
        Assert.Equal("paid", (await scene.ChargeAsync(charges[2])).State);
        await BooksBalanceAsync(scene);
    }

    [Fact]
    public async Task Administrators_addresses_the_member_and_the_agent_are_told_once()
    {
        var scene = await OpenAsync();
        var address = $"{Guid.NewGuid():N}@example.org";
        (await scene.Desk.SettingsAsync(new JsonObject
        {
            ["retries"] = new JsonObject { ["days"] = new JsonArray(3, 10), ["hour"] = 9 },
            ["notificationAddresses"] = new JsonArray(
                new JsonObject { ["email"] = address, ["language"] = "fr", ["kinds"] = new JsonArray("debit_failed") }),
        })).Expect(HttpStatusCode.OK);
        var charges = await scene.RunAsync();
        GoTo(47);
        var sent = (await scene.SendAsync(File(1, Result(charges[0], "01"), Result(charges[1], "02"), Result(charges[2])))).Expect(HttpStatusCode.Created);
        // A step that died when it had done its work does it, and tells of it, again.
        var applier = _fixture.App.Services.GetRequiredService<ReturnApplier>();
        var outgoing = new Solde.Platform.Messaging.OutgoingMessages();
        outgoing.Allow(["notifications"]);
        await applier.ApplyAsync(new ReturnRun(scene.Desk.Organisation, Agreement), outgoing, CancellationToken.None);
        foreach (var text in outgoing.For("notifications"))
            _fixture.App.Queue.Add(new QueuedMessage("notifications", text, 0));
        await scene.WorkAsync();

        var told = Mailbox.To(_fixture.MailFolder, address);
        Assert.Equal(2, told.Count);
        Assert.Contains(told, mail => mail.Body.Contains("Les fonds sont insuffisants. (01)", StringComparison.Ordinal));
        var agent = Assert.Single(
            Mailbox.To(_fixture.MailFolder, "cobranca@bb.example.org"), mail => mail.Body.Contains(Text(sent["id"]), StringComparison.Ordinal));
        Assert.Equal("pt", agent.Language);
        Assert.All(charges.Take(2), charge => Assert.Contains($"{charge.Newest.LineId}  {charge.Group} {charge.Quota}", agent.Body, StringComparison.Ordinal));
        Assert.DoesNotContain(charges[2].Newest.LineId, agent.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", agent.Body, StringComparison.Ordinal);
        Assert.Equal(
            2,
            Mailbox.To(_fixture.MailFolder, "m1@example.org").Count(mail =>
                mail.Body.Contains(scene.Desk.Organisation, StringComparison.Ordinal) && mail.Subject.StartsWith("O seu pagamento falhou", StringComparison.Ordinal)));
    }

    private static async Task BooksBalanceAsync(ReturnScene scene)
    {
        var (journal, left) = await scene.OwedAsync();
        Assert.Equal(left, journal);
        var books = (await scene.Desk.GetAsync("debits/books?month=" + Month)).Expect(HttpStatusCode.OK);
        Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
    }

    private async Task<ReturnScene> OpenAsync()
    {
        var scene = await ReturnScene.OpenAsync(_fixture.App, quotas: 4);
        (await scene.Desk.SettingsAsync(new JsonObject
        {
            ["retries"] = new JsonObject { ["days"] = new JsonArray(3, 10), ["hour"] = 9 },
        })).Expect(HttpStatusCode.OK);
        return scene;
    }

    private async Task RetryAsync()
    {
        Assert.Equal(HttpStatusCode.OK, await _fixture.App.RunTimerAsync("StartRetries"));
        await _fixture.App.DrainAsync();
    }

    /// <summary>A day counted from the first of March, the 32nd being the first of April, in the afternoon.</summary>
    private void GoTo(int day)
    {
        var at = new DateTimeOffset(2026, 2, 28, 15, 0, 0, TimeSpan.Zero).AddDays(day);
        _fixture.Clock.Advance(at - _fixture.Clock.GetUtcNow());
    }
}
