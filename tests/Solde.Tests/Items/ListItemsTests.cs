using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Items;

[Trait("Rule", "COM-09")]
public sealed class ListItemsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Items_are_sorted_by_name_or_newest_filtered_by_category_and_searched()
    {
        var desk = await CatalogueAsync();
        // What is changed keeps its place among the newest.
        await PutAsync(desk, "judo", "Judo", "courses");

        Assert.Equal(["camp", "escalade", "judo", "karate"], await IdsAsync(desk, "items"));
        Assert.Equal(["camp", "karate", "escalade", "judo"], await IdsAsync(desk, "items?sort=newest"));
        Assert.Equal(["escalade", "judo", "karate"], await IdsAsync(desk, "items?category=courses"));
        Assert.Empty(await IdsAsync(desk, "items?category=other"));
        var found = (await SearchAsync(desk, "KA")).Expect(HttpStatusCode.OK);
        Assert.Equal(["karate"], found["items"]!.AsArray().Select(item => Text(item!["id"])));
        (await SearchAsync(desk, "")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("items?sort=price")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("items?cursor=!")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("newest")]
    public async Task Pages_meet_while_items_are_added(string sort)
    {
        var desk = await CatalogueAsync();
        var first = (await desk.GetAsync($"items?limit=2&sort={sort}")).Expect(HttpStatusCode.OK);
        await PutAsync(desk, "aikido", "Aikido", "courses");

        var rest = (await desk.GetAsync($"items?limit=2&sort={sort}&cursor={Text(first["next"])}")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["camp", "escalade", "judo", "karate"],
            first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => Text(item!["id"])).Order(StringComparer.Ordinal));
        Assert.Null(rest["next"]);
    }

    private async Task<Desk> CatalogueAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        await PutAsync(desk, "judo", "Judo", "courses");
        await PutAsync(desk, "escalade", "Éscalade", "courses");
        await PutAsync(desk, "karate", "karate", "courses");
        await PutAsync(desk, "camp", "Camp", "camps");
        return desk;
    }

    private async Task PutAsync(Desk desk, string id, string name, string category)
    {
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        var body = new JsonObject { ["name"] = name, ["category"] = category, ["unitPrice"] = Desk.Money(10_00) };
        (await desk.PutAsync("items/" + id, body)).Expect(HttpStatusCode.OK);
    }

    private static Task<TestAnswer> SearchAsync(Desk desk, string text) =>
        desk.PostAsync("items/search", new JsonObject { ["text"] = text });

    private static async Task<IEnumerable<string>> IdsAsync(Desk desk, string list) =>
        (await desk.GetAsync(list)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => Text(item!["id"]));
}
