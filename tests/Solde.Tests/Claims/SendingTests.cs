using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Claims;

public sealed class SendingTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "CLM-18")]
    [Trait("Rule", "CLM-05")]
    public async Task An_invoice_lies_in_the_outgoing_folder_once_a_version_and_its_acknowledgement_is_recorded()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, _, _) = await shop.IntegratedAsync(123_45);

        var sent = (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
        var name = Text(Assert.Single(sent["sent"]!.AsArray())!["name"]);
        var told = fixture.App.Queue.Single(message => message.Text.Contains(name, StringComparison.Ordinal));
        // The network fetches it, and the message that would have written it comes late, and again.
        var written = (await shop.Folder.GetBlobClient($"{shop.Desk.Organisation}/out/{name}.xml").DownloadContentAsync()).Value.Content.ToString();
        await shop.Folder.GetBlobClient($"{shop.Desk.Organisation}/out/{name}.xml").DeleteIfExistsAsync();
        Assert.True(await fixture.App.DeliverAsync(told));
        Assert.True(await fixture.App.DeliverAsync(told));

        Assert.Equal("sent", Text(sent["state"]));
        Assert.Contains("<amount currency=\"EUR\">12345</amount>", written, StringComparison.Ordinal);
        Assert.Contains("<invoice>2026-000001</invoice>", written, StringComparison.Ordinal);
        Assert.Empty(await shop.FilesAsync("out"));
        await shop.TellAsync(Acknowledgement(await NumberOfAsync(shop, file), name));
        var acknowledged = Assert.Single((await shop.FileAsync(file))["sent"]!.AsArray())!;
        Assert.NotNull(acknowledged["acknowledgedAt"]);
        Assert.NotNull(acknowledged["writtenAt"]);
        Assert.Equal("sent", await shop.StateAsync(file));
    }

    [Fact]
    [Trait("Rule", "CLM-18")]
    public async Task What_is_sent_anew_is_another_version_and_the_same_key_sends_once()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, _, _) = await shop.IntegratedAsync();
        var body = new JsonObject { ["kind"] = "invoice_sent" };

        (await shop.Desk.PostAsync($"claims/{file}/sending", body, "one")).Expect(HttpStatusCode.OK);
        (await shop.Desk.PostAsync($"claims/{file}/sending", body, "one")).Expect(HttpStatusCode.OK);
        (await shop.Desk.PostAsync($"claims/{file}/sending", body, "two")).Expect(HttpStatusCode.OK);
        (await shop.SendAsync(file, "warranty_note_sent")).Expect(HttpStatusCode.OK);

        await fixture.App.DrainAsync();
        Assert.Equal([$"{file}-bdg-1.xml", $"{file}-fa-1.xml", $"{file}-fa-2.xml"], await shop.FilesAsync("out"));
    }

    [Fact]
    [Trait("Rule", "CLM-18")]
    public async Task An_acknowledgement_of_what_was_not_sent_is_set_aside_and_taken_once_it_was()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, _, _) = await shop.IntegratedAsync();
        var early = Acknowledgement(await NumberOfAsync(shop, file), $"{file}-fa-1");

        (await shop.SendAsync(early)).Refuses(HttpStatusCode.UnprocessableEntity, "claim_message_set_aside");
        await fixture.App.DrainAsync();
        var aside = Assert.Single(await shop.ItemsAsync("claims/set-aside?reason=nothing_to_acknowledge"));
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
        var retried = (await shop.Desk.PostAsync($"claims/set-aside/{Text(aside["id"])}/retry", null)).Expect(HttpStatusCode.OK);

        Assert.Equal(("taken", file), (Text(retried["state"]), Text(retried["claim"])));
        Assert.NotNull(Assert.Single((await shop.FileAsync(file))["sent"]!.AsArray())!["acknowledgedAt"]);
    }

    [Theory]
    [Trait("Rule", "CLM-06")]
    [Trait("Rule", "CLM-08")]
    [InlineData("12", "SD 12")]
    [InlineData("54", "SD 54")]
    [InlineData("37", "SD 37")]
    public async Task A_follow_up_after_the_sending_puts_the_file_back_and_warns(string code, string label)
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, _, _) = await shop.IntegratedAsync();
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);

        await shop.TellAsync(await NumberOfAsync(shop, file), "follow_up", code);

        var seen = await shop.FileAsync(file);
        Assert.Equal("integrated", Text(seen["state"]));
        Assert.Equal(label, Text(Assert.Single(seen["warnings"]!.AsArray())!["label"]));
        // What goes out next has seen it.
        var again = (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
        Assert.Empty(again["warnings"]!.AsArray());
    }

    [Fact]
    [Trait("Rule", "CLM-07")]
    public async Task An_accepted_invoice_awaits_its_payment_and_is_not_sent_again()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var (file, _, _) = await shop.IntegratedAsync();
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);

        await shop.TellAsync(await NumberOfAsync(shop, file), "follow_up", "36");

        Assert.Equal("awaiting_payment", await shop.StateAsync(file));
        (await shop.SendAsync(file, "invoice_sent")).Refuses(HttpStatusCode.Conflict, "claim_accepted");
    }

    [Fact]
    [Trait("Rule", "CLM-05")]
    public async Task An_invoice_without_its_number_is_not_sent_yet()
    {
        var shop = await Shop.OpenAsync(fixture.App);
        var file = await shop.NoticedAsync();
        var account = await shop.Desk.AccountAsync();
        var invoice = await shop.Desk.InvoiceAsync(account, 100, currency: "EUR");
        (await shop.UseAsync(file, account, invoice)).Expect(HttpStatusCode.OK);

        (await shop.SendAsync(file, "invoice_sent")).Refuses(HttpStatusCode.Conflict, "claim_invoice_not_numbered");

        await fixture.App.DrainAsync();
        (await shop.SendAsync(file, "invoice_sent")).Expect(HttpStatusCode.OK);
    }

    private static async Task<string> NumberOfAsync(Shop shop, string file) => Text((await shop.FileAsync(file))["number"]);

    private static JsonObject Acknowledgement(string claim, string name)
    {
        var message = Shop.Message(claim, "acknowledgement");
        message["acknowledges"] = name;
        return message;
    }
}
