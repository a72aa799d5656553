using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Erasures;

[Trait("Rule", "COM-12")]
public sealed class AccountErasureTests : IAsyncLifetime
{
    private const string Name = "Quesnel";

    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_the_laws_time_nothing_tells_of_the_customer_and_every_figure_is_what_it_was()
    {
        var desk = await Desk.OpenAsync(App);
        var account = await CustomerOfLongAgoAsync(desk);
        await App.DrainAsync();
        Assert.NotEmpty(await Traces.OfAsync(App, Name));
        var balance = (await desk.GetAsync($"accounts/{account}/balance")).Json.ToJsonString();
        var figures = await FiguresAsync(desk, account);
        _fixture.Clock.Advance(Erasing.ElevenYears);

        var erasure = await desk.EraseAsync();

        Assert.Equal("done", (string?)erasure["state"]);
        Assert.Equal(1, erasure.Of("account").Erased);
        Assert.Equal(1, erasure.Of("payer").Erased);
        Assert.Equal(1, erasure.Of("insurance").Erased);
        Assert.True(erasure.Of("notification").Erased > 0);
        Assert.Empty(await Traces.OfAsync(App, Name, "4242"));
        Assert.Equal(balance, (await desk.GetAsync($"accounts/{account}/balance")).Json.ToJsonString());
        Assert.Equal(figures, await FiguresAsync(desk, account));
        await desk.BooksBalanceAsync();
    }

    [Fact]
    public async Task What_is_erased_can_be_read_and_not_changed()
    {
        var desk = await Desk.OpenAsync(App);
        var account = await CustomerOfLongAgoAsync(desk);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ElevenYears);
        await desk.EraseAsync();

        var shown = (await desk.GetAsync($"accounts/{account}")).Expect(HttpStatusCode.OK);
        Assert.Equal("erased", (string?)shown["owner"]!["name"]);
        var last = (await desk.GetAsync($"accounts/{account}/journal?limit=1")).Json["items"]![0]!;
        Assert.Equal("PersonalDataErased", (string?)last["action"]);
        Assert.Equal("retention is over", (string?)last["reason"]);
        (await desk.PostAsync(
            $"accounts/{account}/payments",
            new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(100) },
            Desk.NewKey())).Refuses(HttpStatusCode.Gone, "erased");
        // The address belongs to nobody any more.
        await desk.AccountAsync($"Marie {Name}", $"marie.{Name}@example.org");
    }

    [Fact]
    public async Task What_is_younger_or_still_owed_stays_as_it_is_and_is_counted()
    {
        var desk = await Desk.OpenAsync(App);
        var debtor = await desk.AccountAsync("Louis Debiteur");
        await desk.InvoiceAsync(debtor, 10_00);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ElevenYears);
        var customer = await desk.AccountAsync("Anne Recente");
        (await desk.PostAsync(
            $"accounts/{customer}/credits", new JsonObject { ["amount"] = Desk.Money(20_00), ["reason"] = "a gesture" })).Expect(HttpStatusCode.Created);
        await App.DrainAsync();

        var due = (await desk.GetAsync("erasures/due?kind=account")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal([debtor], due.Select(item => (string)item!["id"]!));
        Assert.False((bool)due[0]!["isAtRest"]!);
        var erasure = await desk.EraseAsync("account");

        Assert.Equal(0, erasure.Of("account").Erased);
        Assert.Equal(1, (int)erasure["kinds"]!.AsArray().Single()!["notAtRest"]!);
        Assert.Equal("Louis Debiteur", (string?)(await desk.GetAsync($"accounts/{debtor}")).Json["owner"]!["name"]);
        Assert.Equal("Anne Recente", (string?)(await desk.GetAsync($"accounts/{customer}")).Json["owner"]!["name"]);
        (await desk.PostAsync(
            "erasures", new JsonObject { ["reason"] = "he asks for it", ["kind"] = "account", ["record"] = debtor }))
            .Refuses(HttpStatusCode.Conflict, "record_not_at_rest");
        (await desk.PostAsync(
            "erasures", new JsonObject { ["reason"] = "she asks for it", ["kind"] = "account", ["record"] = customer }))
            .Refuses(HttpStatusCode.Conflict, "retention_not_over");
    }

    [Fact]
    public async Task Who_never_bought_anything_is_erased_when_he_asks_for_it()
    {
        var desk = await Desk.OpenAsync(App);
        var (asks, stays) = (await desk.AccountAsync("Paul Passant", "passant@example.org"), await desk.AccountAsync("Jean Autre"));
        (await desk.PutAsync($"accounts/{asks}", new JsonObject { ["name"] = "Paul Passant", ["email"] = "p.passant@example.org" }))
            .Expect(HttpStatusCode.OK);
        await App.DrainAsync();

        var erasure = await desk.EraseAsync("account", asks);

        Assert.Equal(1, erasure.Of("account").Erased);
        // Both addresses were asked to confirm themselves.
        Assert.Equal(2, erasure.Of("notification").Erased);
        Assert.Empty(await Traces.OfAsync(App, "Passant"));
        Assert.Equal("erased", (string?)(await desk.GetAsync($"accounts/{asks}")).Json["owner"]!["name"]);
        Assert.Equal("Jean Autre", (string?)(await desk.GetAsync($"accounts/{stays}")).Json["owner"]!["name"]);
    }

    [Fact]
    public async Task Another_organisations_customers_are_none_of_its_business()
    {
        var (desk, other) = (await Desk.OpenAsync(App), await Desk.OpenAsync(App));
        var account = await CustomerOfLongAgoAsync(other);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ElevenYears);

        var erasure = await desk.EraseAsync();

        Assert.All(erasure["kinds"]!.AsArray(), kind => Assert.Equal(0, (int)kind!["erased"]!));
        Assert.Equal($"Marie {Name}", (string?)(await other.GetAsync($"accounts/{account}")).Json["owner"]!["name"]);
        (await desk.PostAsync(
            "erasures", new JsonObject { ["reason"] = "x", ["kind"] = "account", ["record"] = account })).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task It_needs_a_reason_and_a_kind_that_there_is()
    {
        var desk = await Desk.OpenAsync(App);

        (await desk.PostAsync("erasures", new JsonObject())).Refuses(HttpStatusCode.BadRequest, "reason_needed");
        (await desk.PostAsync("erasures", new JsonObject { ["reason"] = "x", ["kind"] = "payer" })).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.PostAsync("erasures", new JsonObject { ["reason"] = "x", ["record"] = "acc_1" }))
            .Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("erasures/due")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("erasures/ers_none")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>The ledger, and every operation with its amount and the balance after it.</summary>
    private static async Task<string> FiguresAsync(Desk desk, string account)
    {
        var operations = (await desk.GetAsync($"accounts/{account}/operations")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        return (await desk.BooksAsync())["ledgers"]!.ToJsonString()
            + string.Join('\n', operations.Select(item => $"{item!["at"]} {item["action"]} {item["charged"]} {item["received"]} {item["balance"]}"));
    }

    /// <summary>Her name stands wherever a clerk or a customer may write.</summary>
    private async Task<string> CustomerOfLongAgoAsync(Desk desk)
    {
        var account = await desk.AccountAsync($"Marie {Name}", $"m.{Name}@example.org");
        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = $"Marie {Name}", ["email"] = $"marie.{Name}@example.org" }))
            .Expect(HttpStatusCode.OK);
        (await desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = $"Lou {Name}", ["requestedBy"] = $"marie.{Name}@example.org" }))
            .Expect(HttpStatusCode.Created);
        var invoice = await desk.InvoiceAsync(account, 30_00);
        (await desk.PostAsync(
            $"accounts/{account}/payments",
            new JsonObject
            {
                ["method"] = "cash",
                ["amount"] = Desk.Money(10_00),
                ["payer"] = $"Jacques {Name}",
                ["note"] = $"for Lou {Name}",
                ["invoices"] = new JsonArray(invoice),
            },
            Desk.NewKey())).Expect(HttpStatusCode.Created);
        await desk.PaidByCardAsync(account, 20_00, "pm_card_visa", invoice);
        var certificate = (await desk.PostAsync($"insurance/accounts/{account}/certificates", new JsonObject { ["number"] = "1" }))
            .Expect(HttpStatusCode.Created);
        (await desk.PostAsync(
            $"insurance/accounts/{account}/certificates/{certificate["id"]}/endorsements",
            new JsonObject { ["description"] = $"{Name}'s second room" })).Expect(HttpStatusCode.Created);
        return account;
    }
}
