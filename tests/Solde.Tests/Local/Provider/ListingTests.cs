using Solde.Local.Provider;

namespace Solde.Tests.Local.Provider;

public sealed class ListingTests : ProviderTest
{
    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_back()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Insert(0, await ACustomer());

        var first = await Get("/v1/customers?limit=2");
        var second = await Get($"/v1/customers?limit=2&starting_after={ids[1]}");
        var last = await Get($"/v1/customers?limit=2&starting_after={ids[3]}");
        var back = await Get($"/v1/customers?limit=2&ending_before={ids[4]}");

        Assert.Equal(ids[..2], IdsOf(first));
        Assert.Equal(ids[2..4], IdsOf(second));
        Assert.Equal(ids[4..], IdsOf(last));
        Assert.Equal(ids[2..4], IdsOf(back));
        Assert.Equal([true, true, false, true], new[] { first, second, last, back }.Select(page => page.Body.Flag("has_more")));
        Assert.Equal(("list", "/v1/customers"), (first.Body.Text("object"), first.Body.Text("url")));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("starting_after=cus_none")]
    public async Task A_wrong_page_is_refused(string query) => Assert.Equal(400, (await Get("/v1/customers?" + query)).Status);

    [Fact]
    public async Task Ten_are_given_unless_asked()
    {
        for (var i = 0; i < 11; i++)
            await ACustomer();
        Assert.Equal(10, (await Get("/v1/customers")).Data.Count);
    }

    [Theory]
    [InlineData("gt", 1)]
    [InlineData("gte", 2)]
    [InlineData("lt", 1)]
    [InlineData("lte", 2)]
    public async Task The_time_of_creation_limits_a_list(string bound, int found)
    {
        await ACustomer();
        Clock.Now += TimeSpan.FromMinutes(1);
        await ACustomer();
        var middle = Clock.Now.ToUnixTimeSeconds();
        if (bound is "gt" or "gte")
        {
            Clock.Now += TimeSpan.FromMinutes(1);
            await ACustomer();
        }

        Assert.Equal(found, (await Get($"/v1/customers?created[{bound}]={middle}")).Data.Count);
    }

    private static List<string> IdsOf(Reply reply) => [.. reply.Data.Select(item => item!["id"]!.GetValue<string>())];
}
