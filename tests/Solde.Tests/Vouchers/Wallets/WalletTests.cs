using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-01")]
public sealed class WalletTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_new_wallet_is_empty_and_says_whose_it_is()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App, user: VoucherDesk.User(confirmationDays: 3));

        var wallet = await desk.ReadAsync();

        Assert.Equal(("Amélie Peeters", "fr", 3L), (Text(wallet["name"]), Text(wallet["language"]), Number(wallet["confirmationDays"])));
        Assert.Equal((0L, 0L, 0L), (Number(wallet["available"]), Minor(wallet["availableValue"]), Number(wallet["waiting"])));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task It_counts_what_it_holds_and_what_waits()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(4);
        await desk.ReadyAsync(3);
        await desk.EncodeAsync(2);
        var before = await desk.ReadAsync();
        await desk.ReadyAsync(5);

        var after = await desk.ReadAsync();

        Assert.Equal(900, Minor(before["availableValue"]));
        Assert.Equal([1, 3, 1], new[] { "available", "allocated", "inValidation" }.Select(name => Number(before[name])));
        Assert.Equal([0, 4, 1, 4], new[] { "available", "allocated", "waiting", "missing" }.Select(name => Number(after[name])));
    }

    [Fact]
    [Trait("Rule", "COM-06")]
    public async Task A_change_of_what_another_has_changed_meanwhile_is_refused()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var read = (await desk.Desk.GetAsync(desk.Path)).Headers["ETag"];
        (await desk.Desk.PutAsync(desk.Path, VoucherDesk.User("Amélie Maes", 2), ("If-Match", read))).Expect(HttpStatusCode.OK);

        var late = await desk.Desk.PutAsync(desk.Path, VoucherDesk.User("Other"), ("If-Match", read));

        late.Refuses(HttpStatusCode.PreconditionFailed, "stale");
        Assert.Equal("Amélie Maes", Text((await desk.ReadAsync())["name"]));
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Wallets_are_listed_by_name_page_by_page_and_found_by_a_part_of_it()
    {
        var desk = await VoucherDesk.IssuerAsync(fixture.App);
        foreach (var name in new[] { "Zoé", "Élodie", "amir", "Bert" })
            await VoucherDesk.OpenWalletAsync(desk, VoucherDesk.User(name));
        var renamed = new VoucherDesk(desk, await VoucherDesk.OpenWalletAsync(desk, VoucherDesk.User("Chris")));
        await fixture.App.DrainAsync();
        (await desk.PutAsync(renamed.Path, VoucherDesk.User("Yan"))).Expect(HttpStatusCode.OK);
        await fixture.App.DrainAsync();

        var names = new List<string>();
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={cursor}";
            var page = (await desk.GetAsync($"{VoucherDesk.Wallets}?limit=2{next}")).Expect(HttpStatusCode.OK);
            names.AddRange(page["items"]!.AsArray().Select(wallet => Text(wallet!["name"])));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(["amir", "Bert", "Élodie", "Yan", "Zoé"], names);
        var found = (await desk.PostAsync($"{VoucherDesk.Wallets}/search", new JsonObject { ["text"] = "LOD" })).Expect(HttpStatusCode.OK);
        Assert.Equal(["Élodie"], found["items"]!.AsArray().Select(wallet => Text(wallet!["name"])));
    }

    [Fact]
    [Trait("Rule", "COM-04")]
    public async Task Every_change_is_in_the_journal_with_who_and_why()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(1);
        var service = await desk.EncodeAsync(1);
        (await desk.ActAsync(service, "contest", VoucherDesk.Reason("Not that day"))).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(service, "validate")).Expect(HttpStatusCode.OK);
        (await desk.ActAsync(service, "confirm")).Expect(HttpStatusCode.OK);

        var journal = (await desk.Desk.GetAsync($"{desk.Path}/journal?order=oldest")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

        Assert.Equal(
            ["WalletOpened", "VouchersOrdered", "ServiceEncoded", "ServiceContested", "ServiceValidated", "ServiceConfirmed"],
            journal.Select(entry => Text(entry!["action"])));
        Assert.Equal("Not that day", Text(journal[3]!["reason"]));
        Assert.Equal(2, journal[5]!["postings"]!.AsArray().Count);
        Assert.All(journal, entry => Assert.StartsWith("api-key ", Text(entry!["actor"]), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"name":"","email":"a@example.org"}""", "name")]
    [InlineData("""{"name":"A","email":"nobody"}""", "email")]
    [InlineData("""{"name":"A","email":"a@example.org","language":"xx"}""", "language")]
    [InlineData("""{"name":"A","email":"a@example.org","region":"mars"}""", "region")]
    [InlineData("""{"name":"A","email":"a@example.org","confirmationDays":6}""", "confirmationDays")]
    [InlineData("""{"name":"A","email":"a@example.org","confirmationDays":0}""", "confirmationDays")]
    public async Task A_wallet_that_cannot_be_is_refused_by_field(string body, string field)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        foreach (var answer in new[] { await desk.Desk.PostAsync(VoucherDesk.Wallets, body), await desk.Desk.PutAsync(desk.Path, body) })
        {
            answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
            Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
        }
    }

    [Theory]
    [InlineData("""{"to":"2031-01-02"}""", "from")]
    [InlineData("""{"from":"2031-01-02"}""", "to")]
    [InlineData("""{"from":"2031-01-02","to":"2031-01-01"}""", "to")]
    [InlineData("""{"from":"2020-01-02","to":"2020-01-03"}""", "to")]
    [InlineData("""{"from":"2031-01-02","to":"2033-01-01"}""", "to")]
    public async Task An_absence_that_cannot_be_is_refused_by_field(string body, string field)
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);

        var answer = await desk.Desk.PostAsync($"{desk.Path}/absences", body);

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal([field], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task A_key_that_may_only_read_changes_nothing()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var reader = desk with { Desk = desk.Desk.With(await desk.Desk.ApiKeyAsync("vouchers.read")) };

        await reader.ReadAsync();
        (await reader.Desk.PostAsync($"{desk.Path}/orders", VoucherDesk.Order(1))).Refuses(HttpStatusCode.Forbidden, "missing_scope");
        (await reader.Desk.PutAsync("vouchers/settings", new JsonObject())).Refuses(HttpStatusCode.Forbidden, "missing_scope");
    }

    private static long Number(JsonNode? node) => node!.GetValue<long>();
}
