using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

[Trait("Rule", "COM-12")]
[Trait("Rule", "CLM-17")]
public sealed class SetAsideErasureTests : IAsyncLifetime
{
    private const string Name = "Quesnel";

    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task What_nobody_could_take_in_for_years_is_erased_and_its_place_in_the_list_stays()
    {
        var shop = await Shop.OpenAsync(App);
        await DropUnreadableAsync(shop);
        await shop.DropAsync($"{Name}.json", BinaryData.FromString(string.Concat(Enumerable.Repeat(Name, 50_000))));
        await shop.ReceiveAsync();
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ThreeYears);

        Assert.Equal((2, 0), (await shop.Desk.EraseAsync()).Of("set_aside"));

        Assert.Empty(await Traces.OfAsync(App, Name));
        var aside = Assert.Single(await shop.ItemsAsync("claims/set-aside?reason=not_xml"));
        Assert.Equal("erased", Text(aside["source"]));
        Assert.Null((await shop.Desk.GetAsync($"claims/set-aside/{aside["id"]}")).Expect(HttpStatusCode.OK)["text"]);
        (await shop.Desk.PostAsync($"claims/set-aside/{aside["id"]}/retry", null)).Refuses(HttpStatusCode.Gone, "erased");
    }

    [Fact]
    public async Task The_same_bytes_are_set_aside_once_more_when_they_come_again_after_that()
    {
        var shop = await Shop.OpenAsync(App);
        for (var time = 1; time <= 3; time++)
        {
            await DropUnreadableAsync(shop);
            await shop.ReceiveAsync();
            await App.DrainAsync();
            Assert.Equal(time, (await shop.ItemsAsync("claims/set-aside")).Count);
            Assert.Single(
                await shop.ItemsAsync("claims/set-aside"), item => item["source"] is { } source && Text(source) == $"{Name}.xml");
            _fixture.Clock.Advance(Erasing.ThreeYears);
            Assert.Equal((1, 0), (await shop.Desk.EraseAsync("set_aside")).Of("set_aside"));
        }
        Assert.Empty(await Traces.OfAsync(App, Name));
    }

    [Fact]
    public async Task The_copy_that_a_file_took_in_after_all_goes_with_the_file()
    {
        var shop = await Shop.OpenAsync(App);
        var (file, _, _) = await shop.IntegratedAsync();
        var claim = Text((await shop.FileAsync(file))["number"]);
        var early = Shop.Message(claim, "acknowledgement", number: "ACK-1");
        early["acknowledges"] = $"{file}-fa-1";
        early["note"] = $"pour {Name}";
        (await shop.SendAsync(early)).Refuses(HttpStatusCode.UnprocessableEntity, "claim_message_set_aside");
        await App.DrainAsync();
        var aside = Assert.Single(await shop.ItemsAsync("claims/set-aside"))["id"];
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
        (await shop.Desk.PostAsync($"claims/set-aside/{aside}/retry", null)).Expect(HttpStatusCode.OK);
        await shop.TellAsync(claim, "payment_notice", minor: 1_000_00);
        await App.DrainAsync();
        _fixture.Clock.Advance(Erasing.ThreeYears);

        Assert.Equal((1, 0), (await shop.Desk.EraseAsync("set_aside")).Of("set_aside"));

        var taken = (await shop.ItemsAsync($"claims/{file}/messages")).Single(message => Text(message["number"]) == "ACK-1");
        var text = Text((await shop.Desk.GetAsync($"claims/{file}/messages/{taken["id"]}")).Expect(HttpStatusCode.OK)["text"]);
        Assert.Contains(Name, text, StringComparison.Ordinal);
        _fixture.Clock.Advance(Erasing.ElevenYears);
        Assert.Equal((1, 0), (await shop.Desk.EraseAsync("claim")).Of("claim"));
        Assert.Empty(await Traces.OfAsync(App, Name));
    }

    private static Task DropUnreadableAsync(Shop shop) =>
        shop.DropAsync($"{Name}.xml", BinaryData.FromString($"<claimMessage xmlns=\"urn:solde:claim-message:1\"><note>{Name}</no"));
}
