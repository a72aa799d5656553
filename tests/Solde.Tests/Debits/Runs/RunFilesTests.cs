using System.Net;
using System.Text.Json.Nodes;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "DEB-20")]
public sealed class RunFilesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    [Trait("Rule", "DEB-17")]
    public async Task A_run_ends_with_a_file_for_each_way_out_that_holds_its_charges()
    {
        var scene = await SceneAsync();

        var run = await scene.RunAsync();

        var files = await FilesAsync(scene, Text(run["id"]));
        Assert.Equal(["bank-bb-1 1 2 lines", "email-bb 1 1 lines", "print-bb 1 1 lines"], files.Select(Shown));
        var lines = (await ContentAsync(scene, files[0])).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(['A', 'E', 'E', 'Z'], lines.Select(line => line[0]));
        var charge = await scene.ChargeAsync("g1", 1);
        Assert.Contains(Text(charge["tries"]![0]!["lineId"]), lines[1], StringComparison.Ordinal);
        Assert.Contains("m3@example.org", await ContentAsync(scene, files[1]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "DEB-18")]
    public async Task The_second_run_of_a_month_has_files_of_what_it_charged_with_the_next_numbers()
    {
        var scene = await SceneAsync();
        await scene.RunAsync();
        await scene.QuotaAsync("g1", RunScene.Quota(5));

        var second = await scene.RunAsync();

        Assert.Equal(["print-bb 2 1 lines"], (await FilesAsync(scene, Text(second["id"]))).Select(Shown));
    }

    [Fact]
    [Trait("Rule", "DEB-16")]
    public async Task A_dry_run_writes_no_file_and_takes_no_number()
    {
        var scene = await SceneAsync();

        var dry = await scene.RunAsync(isDryRun: true);

        Assert.Equal("completed", Text(dry["state"]));
        Assert.Empty((await scene.Desk.GetAsync("debits/files")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    public async Task The_books_of_a_month_that_was_run_hold()
    {
        var scene = await SceneAsync();
        await scene.RunAsync();

        var books = (await scene.Desk.GetAsync("debits/books?month=2026-03")).Expect(HttpStatusCode.OK);

        Assert.Empty(books["faults"]!.AsArray());
    }

    private async Task<RunScene> SceneAsync()
    {
        var scene = await RunScene.OpenAsync(fixture.App);
        await scene.GroupAsync("g1", quotas: 4);
        await RunScene.DebitedAsync(scene.Quota("g1", 1));
        await RunScene.DebitedAsync(scene.Quota("g1", 2), dayOfMonth: 28);
        await scene.Quota("g1", 3).DoneAsync("slip-by-email", new JsonObject { ["from"] = "2026-03-01" });
        return scene;
    }

    internal static async Task<JsonNode[]> FilesAsync(RunScene scene, string run) =>
    [
        .. (await scene.Desk.GetAsync("debits/files?run=" + run)).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(file => file!).OrderBy(file => Text(file["outlet"]), StringComparer.Ordinal),
    ];

    private static string Shown(JsonNode file) => $"{Text(file["outlet"])} {file["file"]} {file["lines"]} lines";

    internal static async Task<string> ContentAsync(RunScene scene, JsonNode file) =>
        (await scene.Desk.GetAsync($"debits/files/{Text(file["outlet"])}/{file["file"]}/content")).Body;
}
