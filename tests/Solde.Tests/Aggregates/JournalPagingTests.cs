using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Solde.Tests.Harness;

namespace Solde.Tests.Aggregates;

[Trait("Rule", "COM-04")]
public sealed class JournalPagingTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Newest_first_pages_neither_repeat_nor_skip_while_entries_are_added()
    {
        var (desk, account) = await SceneAsync();
        for (var i = 0; i < 6; i++)
            await desk.PayAsync(account, 100);

        var seen = await WalkAsync(desk, account, "newest", async () => await desk.PayAsync(account, 100));

        Assert.Equal([7L, 6, 5, 4, 3, 2, 1], seen);
    }

    [Fact]
    [Trait("Rule", "COM-09")]
    public async Task Oldest_first_pages_come_to_the_entries_added_meanwhile()
    {
        var (desk, account) = await SceneAsync();
        for (var i = 0; i < 6; i++)
            await desk.PayAsync(account, 100);
        var added = 0;

        var seen = await WalkAsync(desk, account, "oldest", async () =>
        {
            if (added++ < 2)
                await desk.PayAsync(account, 100);
        });

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 9], seen);
    }

    [Theory]
    [InlineData("order=sideways")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=!!")]
    [InlineData("cursor=YWJj")]
    [InlineData("cursor=LTkyMjMzNzIwMzY4NTQ3NzU4MDg")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        var (desk, account) = await SceneAsync();

        var answer = await desk.GetAsync($"accounts/{account}/journal?{query}");

        answer.Refuses(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(query.Split('=')[0], answer.Json["errors"]!.AsObject().Select(error => error.Key));
    }

    private static async Task<List<long>> WalkAsync(Desk desk, string account, string order, Func<Task> meanwhile)
    {
        var seen = new List<long>();
        string? next = null;
        do
        {
            var page = (await desk.GetAsync($"accounts/{account}/journal?order={order}&limit=3{(next is null ? "" : "&cursor=" + next)}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(Sequence));
            next = page["next"]?.GetValue<string>();
            await meanwhile();
        }
        while (next is not null);
        return seen;
    }

    private async Task<(Desk Desk, string Account)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        return (desk, await desk.AccountAsync());
    }

    private static long Sequence(JsonNode? entry) => entry!["sequence"]!.GetValue<long>();
}
