using System.Net;
using System.Text.Json.Nodes;
using Solde.Functions.Debits;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ErasureScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

[Trait("Rule", "COM-12")]
[Trait("Rule", "DEB-20")]
public sealed class DebitFileErasureTests : IAsyncLifetime
{
    private const string Outlet = Outlets.BankPrefix + ReturnScene.Agreement;

    /// <summary>Of this test alone: years go by in it.</summary>
    private readonly AppFixture _fixture = new();

    private SoldeTestApp App => _fixture.App;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_bytes_of_a_sent_file_go_and_what_it_was_stays()
    {
        var (scene, _) = await OfLongAgoAsync(App);
        var before = (await scene.Desk.GetAsync($"debits/files/{Outlet}/1")).Expect(HttpStatusCode.OK).ToJsonString();
        _fixture.Clock.Advance(ElevenYears);
        Assert.Equal([$"{Outlet}|000000001 true"], await scene.Desk.DueAsync("debit_file"));

        Assert.Equal(["debit_file 1 erased, 0 not at rest"], Counts(await scene.Desk.EraseAsync("debit_file")));

        Assert.Equal(before, (await scene.Desk.GetAsync($"debits/files/{Outlet}/1")).Expect(HttpStatusCode.OK).ToJsonString());
        (await scene.Desk.GetAsync($"debits/files/{Outlet}/1/content")).Refuses(HttpStatusCode.Gone, "erased");
        (await scene.Desk.PostAsync($"debits/files/{Outlet}/1/remake", new JsonObject())).Refuses(HttpStatusCode.Gone, "erased");
        Assert.DoesNotContain(await TracesAsync(App), place => place.Contains("/sent/", StringComparison.Ordinal));
        Assert.Empty(await scene.Desk.DueAsync("debit_file"));
        // The charges are not touched by it.
        Assert.All(await scene.ChargesAsync(), charge => Assert.NotEqual("erased", charge.Newest.Payer.Name));
    }

    [Fact]
    [Trait("Rule", "DEB-23")]
    public async Task What_banks_were_told_of_mandates_goes_with_the_file_and_the_next_file_has_the_next_number()
    {
        var scene = await MandateScene.OpenAsync(App);
        var file = Assert.Single(await scene.RunAsync("run_1"));
        await scene.SayAsync("refusal");
        _fixture.Clock.Advance(ElevenYears);
        string[] words = ["João da Silva", "98765"];
        Assert.Contains(await Traces.OfAsync(App, words), place => place.Contains("debit-mandate-lines", StringComparison.Ordinal));

        await scene.Files.Desk.EraseAsync("debit_file");

        Assert.DoesNotContain(
            await Traces.OfAsync(App, words),
            place => place.Contains("debit-mandate-lines", StringComparison.Ordinal) || place.Contains("/sent/", StringComparison.Ordinal));
        Assert.Equal([file.Number], (await scene.Files.MakeAsync("run_1")).Select(made => made.Number));
        Assert.Empty(await scene.Files.BlobsAsync(1));
        await scene.QuotaAsync(2);
        Assert.Equal(file.Number + 1, Assert.Single(await scene.RunAsync("run_2")).Number);
    }

    [Fact]
    [Trait("Rule", "DEB-21")]
    public async Task The_bytes_and_remarks_of_a_returned_file_go_and_what_it_did_stays()
    {
        var (scene, _) = await OfLongAgoAsync(App);
        var file = (await scene.ListAsync()).Single()!;
        Assert.Contains(Name, (await scene.UnmatchedAsync(file)).ToJsonString(), StringComparison.OrdinalIgnoreCase);
        _fixture.Clock.Advance(ElevenYears);

        Assert.Equal(["debit_return 1 erased, 0 not at rest"], Counts(await scene.Desk.EraseAsync("debit_return")));

        Assert.Equal(file.ToJsonString(), (await scene.ReadAsync(Text(file["id"]))).ToJsonString());
        var line = Assert.Single(await scene.UnmatchedAsync(file))!;
        Assert.Equal(("banks_words", "erased"), (Text(line["why"]), Text(line["remark"])));
        Assert.DoesNotContain(
            await TracesAsync(App),
            place => place.Contains("/received/", StringComparison.Ordinal) || place.Contains("debit-return", StringComparison.Ordinal));
        // The bank's next file must have the next number.
        Assert.Equal("applied", Text((await scene.ApplyAsync(ReturnScene.File(2)))["state"]));
    }

    [Fact]
    [Trait("Rule", "DEB-21")]
    public async Task A_refused_file_is_no_part_of_the_books_and_may_come_again_after_its_erasure()
    {
        var scene = await ReturnScene.OpenAsync(App, quotas: 1);
        var charge = Assert.Single(await scene.RunAsync());
        await scene.ApplyAsync(ReturnScene.File(1));
        var early = ReturnScene.File(3, ReturnScene.Result(charge));
        (await scene.SendAsync(early)).Refuses(HttpStatusCode.UnprocessableEntity, "return_refused");
        var refused = (await scene.ListAsync("&state=refused")).Single()!;

        await scene.Desk.EraseAsync("debit_return", $"{ReturnScene.Agreement}|{Text(refused["id"])}");

        Assert.DoesNotContain(await TracesAsync(App), place => place.Contains(Text(refused["sha256"]), StringComparison.Ordinal));
        Assert.Equal("refused", Text((await scene.ReadAsync(Text(refused["id"])))["state"]));
        await scene.ApplyAsync(ReturnScene.File(2));
        var taken = await scene.ApplyAsync(early);
        Assert.Equal((Text(refused["id"]), "applied"), (Text(taken["id"]), Text(taken["state"])));
        Assert.Equal(ChargeStates.Paid, (await scene.ChargeAsync(charge)).State);
        _fixture.Clock.Advance(ElevenYears);
        Assert.Equal(["debit_return 3 erased, 0 not at rest"], Counts(await scene.Desk.EraseAsync("debit_return")));
    }
}
