using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class RemakeFileTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task It_is_made_again_byte_for_byte_after_the_quota_has_changed()
    {
        var settings = ConsortiumScene.Settings();
        settings["agreements"] = new JsonArray(FileScene.AsJson(AnAgreement.Brazilian("banco-do-brasil", "001")));
        var members = await ConsortiumScene.OpenAsync(fixture.App, settings);
        var account = await members.BankAccountAsync();
        await members.DoneAsync("direct-debit", new JsonObject { ["bankAccount"] = account, ["dayOfMonth"] = 0 });
        (await members.SayAsync((await members.MandatesAsync())[0]!, "confirmation", null)).Expect(HttpStatusCode.OK);
        var scene = FileScene.Of(members.Desk, AnAgreement.Brazilian("banco-do-brasil", "001"));
        var (quota, here) = (await scene.Get<RuleDesk>().FindAsync(members.Group, members.Quota, scene.Command))!.Value;
        var charge = ChargeRule.Of(quota, here, FileScene.Month, "run_1").Charge!;
        Assert.Equal(scene.Bank, charge.Newest.Outlet);
        Assert.True(await scene.Get<ChargeStore>().AddAsync(
            scene.Desk.Organisation, [charge], new ChargeNote("a test", "ChargesMade", "run_1"), CancellationToken.None));
        await scene.RunAsync("run_1", RunTotals.None with
        {
            ByOutlet = [new OutletTotal(Channels.DirectDebit, scene.Bank, charge.Newest.Due, 1, charge.Amount)],
        });
        var file = Assert.Single(await scene.MakeAsync("run_1"));
        var bytes = await scene.BytesAsync(file);

        var body = ConsortiumScene.QuotaBody(1, "Maria Souza");
        body.Remove("number");
        body["credit"] = Desk.Money(9_000_000, "BRL");
        body["reason"] = "married";
        (await scene.Desk.PutAsync(members.Path, body)).Expect(HttpStatusCode.OK);
        (await members.SayAsync((await members.MandatesAsync())[0]!, "cancellation")).Expect(HttpStatusCode.OK);
        settings["agreements"] = new JsonArray(FileScene.AsJson(scene.Agreement with { OurName = "Outro nome" }));
        (await scene.Desk.PutAsync("debits/settings", settings)).Expect(HttpStatusCode.OK);
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        await scene.Get<DebitBlobs>().Of(file.Blob).DeleteIfExistsAsync();

        await IsRemadeAsync(scene, file, wasRestored: true);

        Assert.Equal(bytes, await scene.BytesAsync(file));
        Assert.Contains(members.Desk.Organisation, file.Blob, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("febraban-08", "bank-agr_1")]
    [InlineData("sepa-core", "bank-agr_2")]
    [InlineData("cpa-6", "bank-agr_3")]
    [InlineData("febraban-08", "email-brad")]
    [InlineData("febraban-08", "print-own")]
    public async Task Bytes_that_are_gone_or_are_others_are_put_back(string profile, string outlet)
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Of(profile));
        await scene.ChargedAsync("run_1", Enumerable.Range(1, 4).Select(number =>
            scene.Charge("run_1", number, FileScene.Due.AddDays(number % 2), outlet)));
        var file = Assert.Single(await scene.MakeAsync("run_1", outlet));
        var blob = scene.Get<DebitBlobs>().Of(file.Blob);
        await IsRemadeAsync(scene, file, wasRestored: false);

        await blob.DeleteIfExistsAsync();
        (await scene.Desk.GetAsync($"debits/files/{outlet}/1/content")).Refuses(HttpStatusCode.Conflict, "file_gone");
        await IsRemadeAsync(scene, file, wasRestored: true);
        await blob.UploadAsync(BinaryData.FromString("something else"));
        await IsRemadeAsync(scene, file, wasRestored: true);
        await IsRemadeAsync(scene, file, wasRestored: false);
    }

    [Fact]
    public async Task What_became_of_its_charges_changes_nothing_of_it_and_what_was_changed_by_hand_is_refused()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.European());
        await scene.ChargedAsync("run_1", scene.Charges("run_1", 1, 3));
        var file = Assert.Single(await scene.MakeAsync("run_1"));
        await ChangeAsync(charge => charge with { State = ChargeStates.Paid, Paid = charge.Amount });
        await IsRemadeAsync(scene, file, wasRestored: false);

        await scene.Get<DebitBlobs>().Of(file.Blob).DeleteIfExistsAsync();
        await ChangeAsync(charge => charge.With(charge.Newest with { Payer = charge.Newest.Payer with { Name = "Eve" } }));
        await RefusesAsync();
        await ChangeAsync(charge => charge.With(charge.Newest with { Amount = charge.Amount + charge.Amount }));
        await RefusesAsync();
        Assert.Empty(await scene.BlobsAsync(1));

        async Task ChangeAsync(Func<Charge, Charge> change)
        {
            var charge = await scene.Get<ChargeStore>().FindAsync(
                scene.Desk.Organisation, FileScene.Month, "g001", "000002-00", CancellationToken.None);
            Assert.True(await scene.Get<ChargeStore>().ChangeAsync(
                scene.Desk.Organisation, [change(charge!)], new ChargeNote("a test", "Changed", "hand"), [], CancellationToken.None));
        }

        async Task RefusesAsync() =>
            (await scene.Desk.PostAsync($"debits/files/{scene.Bank}/1/remake", "{}")).Refuses(HttpStatusCode.Conflict, "file_differs");
    }

    internal static async Task IsRemadeAsync(FileScene scene, SentFile file, bool wasRestored)
    {
        var remade = (await scene.Desk.PostAsync($"debits/files/{file.Outlet}/{file.Number}/remake", "{}")).Expect(HttpStatusCode.OK);
        Assert.Equal(file.Totals.Sha256, Text(remade["file"]!["sha256"]));
        Assert.Equal(wasRestored, remade["wasRestored"]!.GetValue<bool>());
        await scene.HoldsAsync(file);
    }
}
