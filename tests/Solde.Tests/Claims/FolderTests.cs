using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

[Trait("Rule", "CLM-17")]
public sealed class FolderTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Receive_now_takes_in_what_lies_in_the_folder_and_empties_it()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var notice = Shop.Message(Shop.NewNumber("C"), "notice");
        await shop.DropAsync("1.json", BinaryData.FromString(notice.ToJsonString()));
        await shop.DropAsync("2.xml", BinaryData.FromString(MessagesTests.Xml(Shop.Message(Shop.NewNumber("C"), "opening_request"))));
        await shop.DropAsync("3-again.xml", BinaryData.FromString(MessagesTests.Xml(notice)));

        var received = await shop.ReceiveAsync();

        Assert.Equal("""{"taken":2,"repeated":1,"setAside":0,"areLeft":false}""", received.ToJsonString());
        await fixture.App.DrainAsync();
        Assert.Empty(await shop.FilesAsync("in"));
        Assert.Equal(2, (await shop.ItemsAsync("claims")).Count);
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_taken_in_is_taken_in_its_turn()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        await shop.DropAsync("same.json", BinaryData.FromString(Shop.Message(Shop.NewNumber("C"), "notice").ToJsonString()));
        await shop.ReceiveAsync();
        await shop.DropAsync("same.json", BinaryData.FromString(Shop.Message(Shop.NewNumber("C"), "notice").ToJsonString()));

        await fixture.App.DrainAsync();
        Assert.Equal(["same.json"], await shop.FilesAsync("in"));
        await shop.ReceiveAsync();
        await fixture.App.DrainAsync();

        Assert.Empty(await shop.FilesAsync("in"));
        Assert.Equal(2, (await shop.ItemsAsync("claims")).Count);
    }

    [Fact]
    public async Task The_timer_does_it_for_every_organisation_and_network_and_leaves_what_is_nobodys()
    {
        var (one, other) = (await Shop.OpenAsync(fixture.App), await Shop.OpenAsync(fixture.App) with { Network = "iris" });
        await one.DropAsync("a.json", BinaryData.FromString(Shop.Message(Shop.NewNumber("C"), "notice").ToJsonString()));
        await other.DropAsync("a.json", BinaryData.FromString(Shop.Message(Shop.NewNumber("C"), "notice").ToJsonString()));
        await one.Folder.GetBlobClient("nobody/in/a.json").UploadAsync(BinaryData.FromString("{}"));

        Assert.Equal(HttpStatusCode.OK, await fixture.App.RunTimerAsync("ReceiveClaims"));
        await fixture.App.DrainAsync();

        Assert.Equal("darva", Text(Assert.Single(await one.ItemsAsync("claims"))["network"]));
        Assert.Equal("iris", Text(Assert.Single(await other.ItemsAsync("claims"))["network"]));
        Assert.Empty(await one.FilesAsync("in"));
        Assert.True(await one.Folder.GetBlobClient("nobody/in/a.json").ExistsAsync());
        await one.Folder.GetBlobClient("nobody/in/a.json").DeleteIfExistsAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_set_aside_with_its_reason_and_disturbs_nothing()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        await shop.DropAsync("1-half.xml", BinaryData.FromString("<claimMessage xmlns=\"urn:solde:claim-message:1\"><number>1</nu"));
        await shop.DropAsync("2-latin.xml", BinaryData.FromBytes(Encoding.Latin1.GetBytes("<note>été</note>")));
        await shop.DropAsync("3-large.json", BinaryData.FromBytes(new byte[10 * 1024 * 1024]));
        await shop.DropAsync("4-bomb.xml", BinaryData.FromString("<!DOCTYPE a [<!ENTITY a \"x\">]><a>&a;</a>"));
        await shop.DropAsync("5-good.json", BinaryData.FromString(Shop.Message(Shop.NewNumber("C"), "notice").ToJsonString()));

        var received = await shop.ReceiveAsync();
        await fixture.App.DrainAsync();

        Assert.Equal((1, 4), (received["taken"]!.GetValue<int>(), received["setAside"]!.GetValue<int>()));
        Assert.Empty(await shop.FilesAsync("in"));
        var aside = await shop.ItemsAsync("claims/set-aside");
        Assert.Equal(
            ["1-half.xml not_xml", "2-latin.xml not_utf8", "3-large.json too_large", "4-bomb.xml has_dtd"],
            aside.Select(item => $"{Text(item["source"])} {Text(item["reason"])}").Order(StringComparer.Ordinal));
        Assert.Single(await shop.ItemsAsync("claims"));
        Assert.Single(await shop.ItemsAsync("claims/set-aside?reason=too_large&network=darva"));
        Assert.Equal(4, (await shop.Desk.GetAsync("claims/board")).Expect(HttpStatusCode.OK)["setAside"]!.GetValue<int>());

        foreach (var item in aside)
        {
            var id = Text(item["id"]);
            (await shop.Desk.GetAsync("claims/set-aside/" + id)).Expect(HttpStatusCode.OK);
            var retried = (await shop.Desk.PostAsync($"claims/set-aside/{id}/retry", null)).Expect(HttpStatusCode.OK);
            Assert.Equal(("waiting", 1), (Text(retried["state"]), retried["tries"]!.GetValue<int>()));
        }
    }

    [Fact]
    public async Task A_call_that_cannot_be_read_says_so_and_keeps_it()
    {
        var shop = await Shop.OpenAsync(fixture.App);

        var refused = await shop.SendAsync("""{"number":"1","kind":"notice","claim":"C1","datedAt":"yesterday"}""");

        refused.Refuses(HttpStatusCode.UnprocessableEntity, "claim_message_set_aside");
        await fixture.App.DrainAsync();
        var id = Text(Assert.Single(await shop.ItemsAsync("claims/set-aside"))["id"]);
        Assert.Contains(id, Text(refused.Json["detail"]), StringComparison.Ordinal);
        var kept = (await shop.Desk.GetAsync("claims/set-aside/" + id)).Expect(HttpStatusCode.OK);
        Assert.Equal(("bad_field", "datedAt"), (Text(kept["reason"]), Text(kept["where"])));
        Assert.Contains("yesterday", Text(kept["text"]), StringComparison.Ordinal);
        (await shop.Desk.PostAsync("claims/messages?network=minitel", "{}")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await shop.SendAsync(new string(' ', 300_000))).Refuses(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Two_who_empty_a_folder_at_once_take_each_file_once()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        for (var i = 0; i < 12; i++)
            await shop.DropAsync($"{i:D2}.json", BinaryData.FromString(Shop.Message(Shop.NewNumber("C"), "notice").ToJsonString()));

        JsonNode[] received = await Task.WhenAll(shop.ReceiveAsync(), shop.ReceiveAsync(), shop.ReceiveAsync());

        Assert.Equal(12, received.Sum(one => one["taken"]!.GetValue<int>()));
        await fixture.App.DrainAsync();
        Assert.Empty(await shop.FilesAsync("in"));
        Assert.Equal(12, (await shop.ItemsAsync("claims")).Count);
    }
}
