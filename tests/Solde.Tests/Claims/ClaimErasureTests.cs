using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

[Trait("Rule", "COM-12")]
public sealed class ClaimErasureTests : IAsyncLifetime
{
    private const string Name = "Quesnel";
    private const string Registration = "QX-407-ZN";

    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_the_laws_time_nothing_tells_of_the_customer_and_the_money_is_what_it_was()
    {
        var shop = await Shop.OpenAsync(App);
        var (file, account) = await PaidAsync(shop);
        Assert.NotEmpty(await Traces.OfAsync(App, Name));
        var (before, balance) = (await shop.FileAsync(file), (await shop.Desk.GetAsync($"accounts/{account}/balance")).Body);
        _fixture.Clock.Advance(Erasing.ElevenYears);

        var erasure = await shop.Desk.EraseAsync();

        Assert.Equal((1, 0), erasure.Of("claim"));
        Assert.Empty(await Traces.OfAsync(App, Name, Registration));
        Assert.Empty(await shop.FilesAsync("out"));
        Assert.Equal(balance, (await shop.Desk.GetAsync($"accounts/{account}/balance")).Body);
        await shop.Desk.BooksBalanceAsync();
        var after = await shop.FileAsync(file);
        Assert.Equal(("completed", "erased"), (Text(after["state"]), Text(after["registration"])));
        Assert.Equal(before["number"]!.ToJsonString(), after["number"]!.ToJsonString());
        var listed = Assert.Single(await shop.ItemsAsync("claims"));
        Assert.Equal("erased", Text(listed["registration"]));
        Assert.Equal("MAIF", Text(listed["insurer"]));
    }

    [Fact]
    public async Task What_is_erased_can_be_read_and_not_changed()
    {
        var shop = await Shop.OpenAsync(App);
        var file = await CancelledAsync(shop);

        await shop.Desk.EraseAsync("claim", file);

        var message = Assert.Single(await shop.ItemsAsync($"claims/{file}/messages"));
        Assert.Equal(("notice", "erased"), (Text(message["kind"]), Text(message["note"])));
        Assert.Null((await shop.Desk.GetAsync($"claims/{file}/messages/{message["id"]}")).Expect(HttpStatusCode.OK)["text"]);
        Assert.Equal("erased", Text((await shop.TimelineAsync(file)).First(item => Text(item!["what"]) == "ClaimCancelled")!["why"]));
        (await shop.DeleteCreditNoteAsync(file)).Refuses(HttpStatusCode.Gone, "erased");
    }

    [Fact]
    public async Task What_was_invoiced_is_kept_as_long_as_books_and_what_still_waits_until_somebody_ends_it()
    {
        var shop = await Shop.OpenAsync(App);
        var (invoiced, _) = await PaidAsync(shop);
        var cancelled = await CancelledAsync(shop);
        var waiting = await shop.TellAsync(Told(Shop.NewNumber("C"), "notice"));
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ThreeYears);

        Assert.Equal((1, 1), (await shop.Desk.EraseAsync("claim")).Of("claim"));

        Assert.Equal("erased", Text((await shop.FileAsync(cancelled))["registration"]));
        Assert.Equal(Registration, Text((await shop.FileAsync(invoiced))["registration"]));
        Assert.Equal(Registration, Text((await shop.FileAsync(waiting))["registration"]));
        _fixture.Clock.Advance(Erasing.ElevenYears);
        Assert.Equal((1, 1), (await shop.Desk.EraseAsync("claim")).Of("claim"));
        Assert.Equal("erased", Text((await shop.FileAsync(invoiced))["registration"]));
    }

    [Fact]
    public async Task A_file_whose_invoice_was_taken_back_is_of_the_books_all_the_same()
    {
        var shop = await Shop.OpenAsync(App);
        var (file, _, _) = await shop.IntegratedAsync();
        (await shop.CreditNoteAsync(file)).Expect(HttpStatusCode.OK);
        await App.DrainAsync();
        (await shop.EstimateAsync(file)).Expect(HttpStatusCode.OK);
        await shop.TellAsync(Text((await shop.FileAsync(file))["number"]), "follow_up", "25");
        await App.DrainAsync();
        Assert.Equal("completed", await shop.StateAsync(file));

        (await shop.Desk.PostAsync("erasures", new JsonObject { ["reason"] = "he asks for it", ["kind"] = "claim", ["record"] = file }))
            .Refuses(HttpStatusCode.Conflict, "retention_not_over");
    }

    [Fact]
    public async Task A_message_about_an_erased_file_is_set_aside_however_it_comes()
    {
        var shop = await Shop.OpenAsync(App);
        var claim = Shop.NewNumber("C");
        var file = await CancelledAsync(shop, claim);
        await shop.Desk.EraseAsync("claim", file);

        (await shop.SendAsync(Told(claim, "notice"))).Refuses(HttpStatusCode.UnprocessableEntity, "claim_message_set_aside");
        await shop.DropAsync("late.json", BinaryData.FromString(Told(claim, "follow_up", "54").ToJsonString()));
        Assert.Equal(1, (int)(await shop.ReceiveAsync())["setAside"]!);
        await App.DrainAsync();

        var aside = await shop.ItemsAsync("claims/set-aside?reason=file_erased");
        Assert.Equal(2, aside.Count);
        var retried = (await shop.Desk.PostAsync($"claims/set-aside/{aside[0]["id"]}/retry", null)).Expect(HttpStatusCode.OK);
        Assert.Equal(("waiting", "file_erased"), (Text(retried["state"]), Text(retried["reason"])));
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ThreeYears);
        Assert.Equal((2, 0), (await shop.Desk.EraseAsync("set_aside")).Of("set_aside"));
        Assert.Empty(await Traces.OfAsync(App, Name, Registration));
    }

    /// <summary>His name stands wherever an insurer or the shop may write, and one message came in two forms.</summary>
    private async Task<(string File, string Account)> PaidAsync(Shop shop)
    {
        var claim = Shop.NewNumber("C");
        var notice = Told(claim, "notice");
        notice["insurer"] = "MAIF";
        var file = await shop.TellAsync(notice);
        await shop.DropAsync($"{Name}.xml", BinaryData.FromString(MessagesTests.Xml(notice)));
        Assert.Equal(1, (int)(await shop.ReceiveAsync())["repeated"]!);
        var (account, invoice) = await shop.InvoiceAsync(account: await shop.Desk.AccountAsync($"Marie {Name}"));
        (await shop.ActAsync(file, "sales-document", new JsonObject { ["estimate"] = $"Devis {Name}" })).Expect(HttpStatusCode.OK);
        (await shop.UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK);
        (await shop.ActAsync(file, "credit-note", Because())).Expect(HttpStatusCode.OK);
        (await shop.ActAsync(file, "credit-note/deletion", Because())).Expect(HttpStatusCode.OK);
        await App.DrainAsync();
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
        await shop.TellAsync(Told(claim, "follow_up", "37"));
        var payment = Told(claim, "payment_notice");
        payment["amount"] = Desk.Money(1_000_00, "EUR");
        await shop.TellAsync(payment);
        await App.DrainAsync();
        Assert.Equal(0, await shop.Desk.BalanceAsync(account));
        return (file, account);
    }

    private static async Task<string> CancelledAsync(Shop shop, string? claim = null)
    {
        var file = await shop.TellAsync(Told(claim ?? Shop.NewNumber("C"), "notice"));
        (await shop.ActAsync(file, "cancellation", Because())).Expect(HttpStatusCode.OK);
        await shop.Desk.App.DrainAsync();
        return file;
    }

    internal static JsonObject Told(string claim, string kind, string? code = null)
    {
        var message = Shop.Message(claim, kind, code);
        message["registration"] = Registration;
        message["note"] = $"Madame {Name} rappelle lundi";
        return message;
    }

    private static JsonObject Because() => new() { ["reason"] = $"Madame {Name} le demande" };
}
