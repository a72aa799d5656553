using Solde.Functions.Debits;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class FileNumbersTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    public static TheoryData<string> Profiles => [.. BankProfiles.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_runs_file_is_made_once_and_the_next_run_has_the_next_number(string profile)
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Of(profile));
        await scene.ChargedAsync("run_1", scene.Charges("run_1", 1, 5));
        await scene.ChargedAsync("run_2", scene.Charges("run_2", 6, 3));

        var first = Assert.Single(await scene.MakeAsync("run_1"));
        var again = Assert.Single(await scene.MakeAsync("run_1"));
        var second = Assert.Single(await scene.MakeAsync("run_2"));

        Assert.Equal((1, 5, 50_015L), (first.Number, first.Totals.Orders, first.Totals.Amount.Minor));
        Assert.Equal((first.Number, first.Blob, first.Totals), (again.Number, again.Blob, again.Totals));
        Assert.Equal((2, 3, 30_021L), (second.Number, second.Totals.Orders, second.Totals.Amount.Minor));
        Assert.Equal([FileScene.Month], first.Months);
        await scene.HoldsAsync(first);
        await scene.HoldsAsync(second);
        Assert.Equal([first.Blob, second.Blob], await scene.BlobsAsync(3));
    }

    [Fact]
    public async Task A_run_with_nothing_for_an_outlet_takes_no_number()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Brazilian("febraban-08"));
        await scene.ChargedAsync("run_1", scene.Charge("run_1", 1, outlet: "print-own"));
        await scene.ChargedAsync("run_2", scene.Charge("run_2", 2));

        Assert.Empty(await scene.MakeAsync("run_1"));

        Assert.Equal(1, Assert.Single(await scene.MakeAsync("run_2")).Number);
        Assert.Equal(1, Assert.Single(await scene.MakeAsync("run_1", "print-own")).Number);
    }

    [Fact]
    public async Task Makers_at_once_take_one_number_for_each_run_without_gap()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Brazilian("febraban-05"));
        string[] runs = ["run_1", "run_2", "run_3", "run_4"];
        foreach (var (i, run) in runs.Index())
            await scene.ChargedAsync(run, scene.Charges(run, (i * 10) + 1, i + 1));

        var made = await Task.WhenAll(runs.Concat(runs).Select(run => Task.Run(() => scene.MakeAsync(run))));

        var files = made.Select(Assert.Single).DistinctBy(file => file.Blob).OrderBy(file => file.Number).ToArray();
        Assert.Equal([1, 2, 3, 4], files.Select(file => file.Number));
        Assert.Equal(runs, files.Select(file => file.Run).Order(StringComparer.Ordinal));
        foreach (var file in files)
            await scene.HoldsAsync(file);
        // What the losers wrote is gone.
        foreach (var run in runs)
            await scene.MakeAsync(run);
        Assert.Equal(files.Select(file => file.Blob), await scene.BlobsAsync(8));
    }

    [Theory]
    [InlineData("febraban-08")]
    [InlineData("sepa-core")]
    public async Task A_bank_that_takes_few_lines_in_a_file_gets_several_in_order(string profile)
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Of(profile) with { MaxOrders = 3 });
        await scene.ChargedAsync(
            "run_1", Enumerable.Range(1, 8).Select(number => scene.Charge("run_1", number, FileScene.Due.AddDays(number % 2))));

        var files = await scene.MakeAsync("run_1");

        Assert.Equal([(1, 3), (2, 3), (3, 2)], files.Select(file => (file.Number, file.Totals.Orders)));
        Assert.Equal(Enumerable.Range(1, 8).Sum(number => 10_000L + number), files.Sum(file => file.Totals.Amount.Minor));
        foreach (var file in files)
            await scene.HoldsAsync(file);
        Assert.Equal(files.Select(file => file.Blob), (await scene.MakeAsync("run_1")).Select(file => file.Blob));
        foreach (var file in files)
            await RemakeFileTests.IsRemadeAsync(scene, file, wasRestored: false);
    }

    [Fact]
    public async Task A_number_that_the_run_counted_otherwise_than_the_charges_say_is_not_taken()
    {
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.Canadian());
        await scene.ChargedAsync("run_1", scene.Charges("run_1", 1, 2));
        var total = new OutletTotal(Channels.DirectDebit, scene.Bank, FileScene.Due, 2, new Money(20_002, "CAD"));
        await scene.RunAsync("run_1", RunTotals.None with { ByOutlet = [total] });

        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.MakeAsync("run_1"));

        await scene.RunAsync("run_1", RunTotals.None with { ByOutlet = [total with { Amount = new Money(20_003, "CAD") }] });
        Assert.Equal(1, Assert.Single(await scene.MakeAsync("run_1")).Number);
        Assert.Single(await scene.BlobsAsync(1));
    }

    [Fact]
    public async Task The_ids_of_two_organisations_files_to_one_creditor_differ_and_name_their_file()
    {
        var one = SentFileIds.Of("org-1", "bank-a", 17);

        Assert.Matches("^[0-9A-F]{16}-000000017$", one);
        Assert.NotEqual(one, SentFileIds.Of("org-2", "bank-a", 17));
        Assert.NotEqual(one, SentFileIds.Of("org-1", "bank-b", 17));
        Assert.Equal(17, SentFileIds.NumberOf("org-1", "bank-a", one));
        Assert.Null(SentFileIds.NumberOf("org-1", "bank-b", one));
        Assert.Null(SentFileIds.NumberOf("org-1", "bank-a", null));
        var scene = await FileScene.OpenAsync(fixture.App, AnAgreement.European());
        await scene.ChargedAsync("run_1", scene.Charge("run_1", 1));
        var file = Assert.Single(await scene.MakeAsync("run_1"));
        var found = await scene.Get<FileReader>().FindAsync(scene.Desk.Organisation, scene.Bank, file.Heading.FileId, CancellationToken.None);
        Assert.Equal(file.Blob, found?.Blob);
    }
}
