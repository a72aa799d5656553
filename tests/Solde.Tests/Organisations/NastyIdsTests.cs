using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Solde.Tests.Harness;

namespace Solde.Tests.Organisations;

[Trait("Rule", "COM-01")]
public sealed class NastyIdsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Organisations_whose_ids_begin_alike_never_meet()
    {
        string[] names = ["a", "a1", "a_b", "a-b", "A", "a_", "a_b_c"];
        var desks = new List<(Desk Desk, string Account)>();
        foreach (var name in names)
        {
            var desk = await Desk.OpenAsync(fixture.App, id: name);
            desks.Add((desk, await desk.AccountAsync("Owner at " + name, "same@example.org")));
        }
        await fixture.App.DrainAsync();

        foreach (var (desk, account) in desks)
        {
            await desk.PayAsync(account, 100);
            Assert.Equal(desk.Organisation, (await desk.GetAsync("organisations/current")).Json["id"]!.GetValue<string>());
            Assert.Equal([account], (await desk.GetAsync("accounts")).Json["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            foreach (var (_, other) in desks.Where(pair => pair.Account != account))
                (await desk.GetAsync($"accounts/{other}")).Refuses(HttpStatusCode.NotFound, "not_found");
            Assert.Equal(-100, await desk.BalanceAsync(account));
        }
    }

    [Theory]
    [InlineData("..%2F..%2Fa")]
    [InlineData("%7C")]
    [InlineData("a%7Caccount%7Cb")]
    [InlineData("'%20or%201%20eq%201")]
    [InlineData("%27%27")]
    [InlineData("%E2%80%AE")]
    [InlineData("a%0D%0Ab")]
    [InlineData("%25")]
    [InlineData("*")]
    [InlineData("=41")]
    [InlineData("~(x)")]
    public async Task An_id_of_nasty_characters_is_only_an_id_that_nobody_has(string id)
    {
        var desk = await Desk.OpenAsync(fixture.App);

        (await desk.GetAsync($"accounts/{id}")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await desk.GetAsync($"accounts/{id}/payments/{id}")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await desk.PostAsync($"accounts/{id}/payments", """{"method":"cash","amount":{"minor":1,"currency":"CAD"}}""")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData(700)]
    [InlineData(1_500)]
    public async Task An_id_longer_than_storage_takes_is_only_an_id_that_nobody_has(int length)
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var id = new string('a', length);

        (await desk.GetAsync($"accounts/{id}")).Refuses(HttpStatusCode.NotFound, "not_found");
        (await desk.GetAsync($"accounts/{await desk.AccountAsync()}/payments/{id}")).Refuses(HttpStatusCode.NotFound, "not_found");
    }
}
