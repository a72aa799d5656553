using Solde.Functions.Debits;
using Solde.Platform.Storage;
using Solde.Tests.Faults;
using Solde.Tests.Harness;
using Xunit.Abstractions;

namespace Solde.Tests.Debits;

/// <summary>
/// A maker of files that dies at every other of its storage calls, and another that goes on in its place; with <c>SOLDE_KILL_POINTS=all</c> before
/// and after each.
/// </summary>
[Trait("Rule", "DEB-20")]
[Trait("Rule", "COM-11")]
public sealed class FileCrashTests(AzuriteFixture azurite, ITestOutputHelper output) : DyingAppTests(azurite), IClassFixture<AzuriteFixture>
{
    private static bool AtAll => Environment.GetEnvironmentVariable("SOLDE_KILL_POINTS") == "all";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_it_dies_each_run_has_its_files_once_and_numbers_rise_by_one(bool afterIt)
    {
        var scene = await FileScene.OpenAsync(App, AnAgreement.Brazilian("febraban-08") with { MaxOrders = 2 });
        var files = new List<SentFile>();
        for (var call = afterIt && !AtAll ? 1 : 0; ; call += AtAll ? 1 : 2)
        {
            var run = $"run_{call:D3}";
            await scene.ChargedAsync(run, scene.Charges(run, (call * 10) + 1, 3));
            Faults.DieAt(call, afterIt);
            var death = await Record.ExceptionAsync(() => scene.MakeAsync(run));
            Faults.Revive();

            var made = await scene.MakeAsync(run);

            Assert.Equal([2, 1], made.Select(file => file.Totals.Orders));
            files.AddRange(made);
            if (death is not null)
                continue;
            output.WriteLine($"{call} storage calls");
            Assert.True(call > 15, "So few storage calls cannot have made two files.");
            break;
        }
        Assert.Equal(Enumerable.Range(1, files.Count), files.Select(file => file.Number));
        foreach (var file in files)
            await scene.HoldsAsync(file);
        Assert.Equal(files.Select(file => file.Blob), await scene.BlobsAsync(files.Count + 1));
    }

    [Theory]
    [Trait("Rule", "DEB-23")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_it_dies_a_bank_is_told_once_of_each_mandate(bool afterIt)
    {
        var scene = await MandateScene.OpenAsync(App);
        await scene.RunAsync("run_first");
        var sent = new List<string>();
        for (var call = afterIt && !AtAll ? 1 : 0; ; call += AtAll ? 1 : 2)
        {
            var run = $"run_{call:D3}";
            var quota = await scene.QuotaAsync(call + 2);
            Faults.DieAt(call, afterIt);
            var death = await Record.ExceptionAsync(() => scene.RunAsync(run));
            Faults.Revive();

            var file = Assert.Single(await scene.RunAsync(run));

            await scene.Files.HoldsAsync(file);
            sent.AddRange((await scene.Files.LinesAsync(file))[1..^1].Select(line => line[1..26]));
            var mandate = await scene.MandateAsync(quota);
            Assert.Equal((file.Heading.CreatedOn, null), (mandate.RegistrationSentOn, mandate.OnItsWay));
            Assert.Single(await quota.JournalAsync(), entry => entry!["action"]!.GetValue<string>() == "MandateLineSent");
            if (death is not null)
                continue;
            output.WriteLine($"{call} storage calls");
            break;
        }
        Assert.True(sent.Count > 8);
        Assert.Equal(sent.Count, sent.Distinct(StringComparer.Ordinal).Count());
        var before = Proxy.Calls.Count;
        Assert.Empty(await scene.CollectAsync("run_last"));
        Assert.Equal(1, Proxy.Calls.Count - before);
    }

    [Theory]
    [InlineData(nameof(Fault.Status503AfterCommit))]
    [InlineData(nameof(Fault.DropConnectionAfterCommit))]
    [InlineData(nameof(Fault.Precondition412))]
    public async Task A_number_whose_taking_lost_its_answer_is_taken_once(string fault)
    {
        var scene = await FileScene.OpenAsync(App, AnAgreement.European());
        await scene.ChargedAsync("run_1", scene.Charges("run_1", 1, 2));
        var met = 0;
        Proxy.OnCall = call => call.Kind == "EntityGroupTransaction" && Interlocked.Increment(ref met) == 1
            ? fault switch
            {
                nameof(Fault.Status503AfterCommit) => Fault.Status503AfterCommit,
                nameof(Fault.DropConnectionAfterCommit) => Fault.DropConnectionAfterCommit,
                _ => Fault.Precondition412,
            }
            : Fault.None;

        var file = Assert.Single(await scene.MakeAsync("run_1"));

        Assert.Equal(1, file.Number);
        await scene.HoldsAsync(file);
        Assert.Single(await scene.BlobsAsync(3));
    }

    [Fact]
    [Trait("Rule", "DEB-19")]
    public async Task A_long_file_is_uploaded_while_its_charges_are_still_read_five_hundred_with_each_call()
    {
        var lines = int.TryParse(Environment.GetEnvironmentVariable("SOLDE_FILE_LINES"), out var asked) ? asked : 6_000;
        var scene = await FileScene.OpenAsync(App, AnAgreement.Canadian());
        await scene.ChargedAsync("run_1", scene.Charges("run_1", 1, lines));
        var before = Proxy.Calls.Count;

        var file = Assert.Single(await scene.MakeAsync("run_1"));

        Assert.Equal(lines, file.Totals.Orders);
        var calls = Proxy.Calls.Skip(before).ToArray();
        var reads = calls.Count(call => call.Service == StorageService.Table && call.Kind == "QueryEntities");
        Assert.InRange(reads, lines / 500, (lines / 500) + 12);
        Assert.InRange(calls.Length - (file.Totals.Bytes / (4 << 20)), 0, (lines / 500) + 25);
        var firstBlock = Array.FindIndex(calls, call => call.Kind == "PutBlock");
        // What is read of the table before the blob is complete is charges.
        var complete = Array.FindIndex(calls, call => call.Kind == "PutBlockList");
        var lastRead = Array.FindLastIndex(calls, complete, call => call.Kind == "QueryEntities");
        Assert.InRange(firstBlock, 0, lastRead);
    }
}
