using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.Positions;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>Reports on SEPA files, which speak of whole files and batches, and returned items in Canada, which speak of failures only.</summary>
[Trait("Rule", "DEB-21")]
public sealed class OtherSchemesReturnsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_rejected_batch_falls_on_all_its_lines_that_are_not_named()
    {
        var (scene, lines, fileId) = await SentAsync(AnAgreement.European());
        var report = ReportOn(fileId, StatusReportTests.Batch($"""
            <PmtInfSts>RJCT</PmtInfSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>
            <TxInfAndSts><OrgnlEndToEndId>{lines[1]}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>NOBODYS</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
            """));

        var file = await ApplyAsync(scene, report);
        var again = await ApplyAsync(scene, report, HttpStatusCode.OK);

        Assert.Equal(file.ToJsonString(), again.ToJsonString());
        // Three lines of the bank's: one named, one of nobody's, one on the rest.
        Assert.Equal((3, 1), (file["lines"]!.GetValue<int>(), file["listed"]!.GetValue<int>()));
        var charges = await ChargesAsync(scene);
        Assert.Equal(["failed", "paid", "failed", "failed"], charges.Select(charge => charge.State));
        Assert.All(charges.Where(charge => charge.State == "failed"), charge => Assert.Equal("AM04", charge.Newest.Outcome!.Code));
    }

    [Fact]
    public async Task A_rejected_file_falls_on_all_its_lines_and_one_that_was_not_sent_is_listed()
    {
        var (scene, _, fileId) = await SentAsync(AnAgreement.European());
        const string Rejected = "<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>";

        var unknown = await ApplyAsync(scene, StatusReportTests.Report("", Rejected));
        Assert.Equal((1, 1), (unknown["lines"]!.GetValue<int>(), unknown["listed"]!.GetValue<int>()));
        Assert.All(await ChargesAsync(scene), charge => Assert.Equal("open", charge.State));
        // The same id with other words is another report.
        var other = ReportOn(fileId, "", Rejected);
        (await scene.Desk.PostAsync(PathOf(scene), other)).Refuses(HttpStatusCode.UnprocessableEntity, "return_refused");
        await ApplyAsync(scene, other.Replace("BANK-1", "BANK-2", StringComparison.Ordinal));

        Assert.All(await ChargesAsync(scene), charge => Assert.Equal(("failed", "FF01"), (charge.State, charge.Newest.Outcome!.Code)));
    }

    [Fact]
    public async Task A_refund_after_the_debit_takes_the_money_back()
    {
        var (scene, lines, fileId) = await SentAsync(AnAgreement.European());
        string Said(string status, string id) => ReportOn(fileId, StatusReportTests.Batch(
            $"<TxInfAndSts><OrgnlEndToEndId>{lines[0]}</OrgnlEndToEndId><TxSts>{status}</TxSts><StsRsnInf><Rsn><Cd>MD06</Cd></Rsn></StsRsnInf></TxInfAndSts>"))
            .Replace("BANK-1", id, StringComparison.Ordinal);
        await ApplyAsync(scene, Said("ACSC", "BANK-1"));
        Assert.Equal("paid", (await ChargesAsync(scene))[0].State);

        await ApplyAsync(scene, Said("RJCT", "BANK-2"));

        var charge = (await ChargesAsync(scene))[0];
        Assert.Equal(("failed", 0L, "dispute"), (charge.State, charge.Paid.Minor, charge.Newest.Outcome!.Class));
    }

    [Fact]
    public async Task Returned_items_fail_and_the_number_after_the_last_of_four_digits_is_counted_on()
    {
        var (scene, lines, _) = await SentAsync(AnAgreement.Canadian());
        string Returned(string number, int line) => string.Concat(new[]
        {
            ReturnFilesTests.CanadianHeader(),
            Record(1464, [(1, "J"), (2, "000000002"), (11, "ORIG000001"), (21, "0005"), .. ReturnFilesTests.Item(25, "901", lines[line], 10_001)]),
            ReturnFilesTests.CanadianTrailer(3, 10_001, 1, 0, 0),
        }.Select(record => record.Replace("ORIG0000010005", "ORIG000001" + number, StringComparison.Ordinal) + "\r\n"));

        var last = await ApplyAsync(scene, Returned("9999", 0));
        var first = await ApplyAsync(scene, Returned("0001", 1));

        Assert.Equal((9_999, 10_000), (last["number"]!.GetValue<int>(), first["number"]!.GetValue<int>()));
        var charges = await ChargesAsync(scene);
        Assert.Equal(["failed", "failed", "open", "open"], charges.Select(charge => charge.State));
        Assert.Equal(("901", "funds"), (charges[0].Newest.Outcome!.Code, charges[0].Newest.Outcome!.Class));
        (await scene.Desk.PostAsync(PathOf(scene), Returned("0003", 2))).Refuses(HttpStatusCode.UnprocessableEntity, "return_refused");
    }

    private static string PathOf(FileScene scene) => $"debits/agreements/{scene.Agreement.Id}/returns";

    private static string ReportOn(string fileId, string batches, string status = "") =>
        StatusReportTests.Report(batches, status).Replace("SOLDE-20261201-000017", fileId, StringComparison.Ordinal);

    /// <summary>Four charges that went out in one file; their lines, and the file's id.</summary>
    private async Task<(FileScene Scene, string[] Lines, string FileId)> SentAsync(BankAgreement agreement)
    {
        var scene = await FileScene.OpenAsync(fixture.App, agreement);
        var charges = scene.Charges("run_1", 1, 4).ToArray();
        await scene.ChargedAsync("run_1", charges);
        Assert.Equal(1, await scene.Get<GroupNumbers>().OfAsync(scene.Desk.Organisation, charges[0].Group, CancellationToken.None));
        var sent = Assert.Single(await scene.Maker.MakeAsync("run_1", scene.Bank, scene.Command));
        return (scene, [.. charges.Select(charge => charge.Newest.LineId)], sent.Heading.FileId);
    }

    private static async Task<JsonNode> ApplyAsync(FileScene scene, string report, HttpStatusCode expected = HttpStatusCode.Created)
    {
        var taken = (await scene.Desk.PostAsync(PathOf(scene), report)).Expect(expected);
        Assert.Equal(HttpStatusCode.OK, await scene.Desk.App.RunTimerAsync("WatchReturns"));
        await scene.Desk.App.DrainAsync();
        return (await scene.Desk.GetAsync($"{PathOf(scene)}/{Text(taken["id"])}")).Expect(HttpStatusCode.OK);
    }

    private static async Task<Charge[]> ChargesAsync(FileScene scene) => await scene.Get<ChargeStore>()
        .OfGroupAsync(scene.Desk.Organisation, FileScene.Month, scene.Charge("run_1", 1).Group, null, null, CancellationToken.None)
        .ToArrayAsync();
}
