using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

[Trait("Rule", "COM-09")]
public sealed class ListTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Accounts_are_sorted_by_name_and_paged_while_accounts_are_added()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        foreach (var name in new[] { "Denis", "anna", "Carla", "bob" })
            await desk.AccountAsync(name);
        await desk.App.DrainAsync();

        var first = await PageAsync(desk, "accounts?limit=2");
        // One before the page's end and one after it: only the later one may still come.
        await desk.AccountAsync("Aaron");
        await desk.AccountAsync("Cedric");
        await desk.App.DrainAsync();
        var rest = await WalkAsync(desk, "accounts?limit=2", first.Next);

        Assert.Equal(["anna", "bob"], first.Items.Select(Name));
        Assert.Equal(["Carla", "Cedric", "Denis"], rest.Select(Name));
    }

    [Fact]
    public async Task A_name_with_an_accent_stands_beside_its_plain_letter()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        foreach (var name in new[] { "Fabien", "Émile", "Denis", "Ângela", "Bruno" })
            await desk.AccountAsync(name);
        await desk.App.DrainAsync();

        Assert.Equal(["Ângela", "Bruno", "Denis", "Émile", "Fabien"], (await WalkAsync(desk, "accounts")).Select(Name));
    }

    [Fact]
    public async Task Accounts_are_sorted_by_creation_filtered_and_searched()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        foreach (var name in new[] { "Zoe Roy", "Adam Roy", "Bea Lavoie" })
        {
            await desk.AccountAsync(name);
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await desk.App.DrainAsync();

        Assert.Equal(["Zoe Roy", "Adam Roy", "Bea Lavoie"], (await WalkAsync(desk, "accounts?sort=created&limit=1")).Select(Name));
        Assert.Equal(["Adam Roy", "Bea Lavoie", "Zoe Roy"], (await WalkAsync(desk, "accounts?activated=false")).Select(Name));
        Assert.Empty(await WalkAsync(desk, "accounts?activated=true"));
    }

    [Fact]
    public async Task Accounts_are_found_by_a_part_of_the_name_page_by_page()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        foreach (var name in new[] { "Zoe Roy", "Adam Roy", "Bea Lavoie" })
            await desk.AccountAsync(name);
        await desk.App.DrainAsync();

        var first = (await desk.SearchAsync("rOY")).Expect(HttpStatusCode.OK);
        var second = (await desk.SearchAsync("rOY", first["next"]!.GetValue<string>())).Expect(HttpStatusCode.OK);

        Assert.Equal(["Adam Roy", "Zoe Roy"], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => Name(item!)));
        Assert.Null(second["next"]);
        Assert.Empty((await desk.SearchAsync("nobody")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
        (await desk.SearchAsync("\a")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task An_account_that_changes_its_name_is_listed_once_under_the_new_one()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync("Marie Tremblay");
        await desk.App.DrainAsync();

        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = "Marie Roy", ["email"] = "roy@example.org" })).Expect(HttpStatusCode.OK);
        await desk.App.DrainAsync();

        Assert.Equal(["Marie Roy"], (await WalkAsync(desk, "accounts")).Select(Name));
        Assert.Equal(["Marie Roy"], (await WalkAsync(desk, "accounts?sort=created")).Select(Name));
    }

    [Theory]
    [InlineData("oldest")]
    [InlineData("newest")]
    public async Task Payments_open_and_settled_are_paged_in_the_order_of_their_making(string order)
    {
        var (desk, account) = await SceneAsync();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            // Every second one is used up at once and settles.
            if (i % 2 == 0)
                await desk.InvoiceAsync(account, 100);
            made.Add((await desk.PayAsync(account, 100))["id"]!.GetValue<string>());
            await Task.Delay(2);
        }
        var expected = order == "newest" ? Enumerable.Reverse(made).ToList() : made;

        var first = await PageAsync(desk, $"accounts/{account}/payments?order={order}&limit=2");
        var added = (await desk.PayAsync(account, 100))["id"]!.GetValue<string>();
        var rest = await WalkAsync(desk, $"accounts/{account}/payments?order={order}&limit=2", first.Next);

        var seen = first.Items.Concat(rest).Select(Id);
        Assert.Equal(order == "newest" ? expected : [.. expected, added], seen);
    }

    [Fact]
    public async Task Payments_are_filtered_by_state_and_method()
    {
        var (desk, account) = await SceneAsync();
        var cash = (await desk.PayAsync(account, 100))["id"]!.GetValue<string>();
        var cheque = (await desk.PostAsync($"accounts/{account}/payments", new JsonObject { ["method"] = "cheque", ["amount"] = Desk.Money(5) })).Json["id"]!.GetValue<string>();
        (await desk.PostAsync($"accounts/{account}/payments/{cheque}/cancellation", new JsonObject { ["reason"] = "Bounced" })).Expect(HttpStatusCode.OK);

        Assert.Equal([cash], (await WalkAsync(desk, $"accounts/{account}/payments?method=cash")).Select(Id));
        Assert.Equal([cheque], (await WalkAsync(desk, $"accounts/{account}/payments?state=cancelled")).Select(Id));
        Assert.Empty(await WalkAsync(desk, $"accounts/{account}/payments?state=cancelled&method=cash"));
        (await desk.GetAsync($"accounts/{account}/payments?state=lost")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Trait("Rule", "BIL-03")]
    public async Task Invoices_are_filtered_by_state()
    {
        var (desk, account) = await SceneAsync();
        var paid = await desk.InvoiceAsync(account, 100);
        await desk.PayAsync(account, 100, paid);
        var partly = await desk.InvoiceAsync(account, 100);
        await desk.PayAsync(account, 40, partly);
        var open = await desk.InvoiceAsync(account, 100);

        Assert.Equal([paid], (await WalkAsync(desk, $"accounts/{account}/invoices?state=paid&limit=1")).Select(Id));
        Assert.Equal([partly], (await WalkAsync(desk, $"accounts/{account}/invoices?state=partly_paid&limit=1")).Select(Id));
        Assert.Equal([open], (await WalkAsync(desk, $"accounts/{account}/invoices?state=open&limit=1")).Select(Id));
        Assert.Equal(3, (await WalkAsync(desk, $"accounts/{account}/invoices?limit=1")).Count);
    }

    [Fact]
    public async Task Keys_and_administrators_are_paged()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        for (var i = 0; i < 4; i++)
        {
            await desk.ApiKeyAsync("billing.read");
            var person = new JsonObject
            {
                ["name"] = "P",
                ["email"] = "p@example.org",
                ["language"] = "en",
                ["permissions"] = new JsonArray(),
                ["emails"] = new JsonArray(),
            };
            (await desk.PutAsync("organisations/current/administrators/p" + i, person)).Expect(HttpStatusCode.OK);
        }

        Assert.Equal(5, (await WalkAsync(desk, "organisations/current/api-keys?limit=2")).Select(Id).Distinct().Count());
        Assert.Equal(["p0", "p1", "p2", "p3"], (await WalkAsync(desk, "organisations/current/administrators?limit=2")).Select(Id));
    }

    private static async Task<List<JsonNode>> WalkAsync(Desk desk, string list, string? next = null)
    {
        var items = new List<JsonNode>();
        do
        {
            var page = await PageAsync(desk, next is null ? list : $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={next}");
            items.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return items;
    }

    private static async Task<(JsonNode[] Items, string? Next)> PageAsync(Desk desk, string path)
    {
        var page = (await desk.GetAsync(path)).Expect(HttpStatusCode.OK);
        return ([.. page["items"]!.AsArray().Select(item => item!)], page["next"]?.GetValue<string>());
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }

    private static string Name(JsonNode item) => item["name"]!.GetValue<string>();

    private static string Id(JsonNode item) => item["id"]!.GetValue<string>();
}
