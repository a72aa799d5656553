using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Solde.Local.Provider;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Payments;

/// <summary>Refunds whose word is long in coming, over banks that settle nothing by themselves.</summary>
[Trait("Rule", "BIL-24")]
public sealed class RefundTraceTests(SlowBankFixture fixture) : IClassFixture<SlowBankFixture>
{
    [Fact]
    [Trait("Rule", "BIL-25")]
    public async Task A_part_under_way_can_be_traced_and_ends_with_the_providers_word()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00, "pm_card_pendingRefund");
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();

        var part = (await desk.RefundOfAccountAsync(account, refund))["parts"]![0]!;
        var made = Assert.Single(fixture.Provider.RefundsOf(refund));
        Assert.Equal(("sent", made.Id()), (Text(part["state"]), Text(part["reference"])));
        Assert.Equal(fixture.Clock.GetUtcNow(), part["sentAt"]!.GetValue<DateTimeOffset>());
        // Ten bank days after today: two weeks from any day but a Saturday or Sunday.
        Assert.Equal(Today().AddDays(14).ToString("O", CultureInfo.InvariantCulture), Text(part["arrivesBy"]));

        Assert.NotNull(fixture.Provider.OnDemand.SucceedRefund(made.Id()));
        var word = fixture.Provider.LastEventOf(made.Id(), "refund.updated");
        word["data"]!["object"]!["destination_details"] = new JsonObject { ["type"] = "card", ["card"] = new JsonObject { ["reference"] = "74627" } };
        await fixture.TellAsync(word);

        part = (await desk.RefundOfAccountAsync(account, refund))["parts"]![0]!;
        Assert.Equal(("succeeded", "74627"), (Text(part["state"]), Text(part["bankReference"])));
        Assert.Equal("completed", await fixture.App.WorkflowStateAsync("refund-" + refund));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task A_part_without_any_word_is_chased_and_then_reported_once()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var address = $"{desk.Organisation}@desk.example.org";
        (await desk.SettingsAsync(new JsonObject
        {
            ["notificationAddresses"] = new JsonArray(new JsonObject { ["email"] = address, ["language"] = "en", ["kinds"] = new JsonArray("refund_overdue") }),
        })).Expect(HttpStatusCode.OK);
        var account = await desk.AccountAsync();
        await desk.PaidByCardAsync(account, 50_00, "pm_card_pendingRefund");
        var refund = Text((await desk.RefundAsync(account, 50_00))["id"]);
        await fixture.App.DrainAsync();
        var looks = Looks();

        for (var day = 0; day < 29; day++)
        {
            fixture.Clock.Advance(TimeSpan.FromDays(1));
            await fixture.App.DrainAsync();
        }
        Assert.Equal(looks + 4, Looks());
        Assert.Empty(Mailbox.To(fixture.MailFolder, address));
        fixture.Clock.Advance(TimeSpan.FromDays(2));
        await fixture.App.DrainAsync();

        Assert.Equal(looks + 5, Looks());
        Assert.Equal("No word of a refund: 50.00 CAD", Assert.Single(Mailbox.To(fixture.MailFolder, address)).Subject);
        var part = (await desk.RefundOfAccountAsync(account, refund))["parts"]![0]!;
        Assert.Equal(("sent", fixture.Clock.GetUtcNow()), (Text(part["state"]), part["reportedAt"]!.GetValue<DateTimeOffset>()));

        // The word that comes after all is taken all the same.
        var made = Assert.Single(fixture.Provider.RefundsOf(refund)).Id();
        fixture.Provider.OnDemand.SucceedRefund(made);
        await fixture.TellAllAsync(made);
        Assert.Equal("done", Text((await desk.RefundOfAccountAsync(account, refund))["state"]));
        await desk.BooksBalanceAsync();

        int Looks() => fixture.Provider.Calls.Count(call => call.Method == "GET" && call.Path == "/v1/refunds");
    }

    private DateOnly Today() => DateOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime);
}
