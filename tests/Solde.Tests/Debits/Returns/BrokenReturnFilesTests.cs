using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Solde.Functions.Debits;
using Solde.Platform.Storage;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ReturnScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>
/// Broken files through the front door: a refusal with line and reason, and nothing applied. One is larger than a call may be, 55 MB usually;
/// <c>SOLDE_RETURN_RECORDS=700000</c> makes it 106.
/// </summary>
[Trait("Rule", "DEB-21")]
public sealed class BrokenReturnFilesTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_file_that_was_cut_shuffled_or_changed_is_refused_and_nothing_of_it_is_applied()
    {
        var scene = await OpenAsync(fixture.App, quotas: 5);
        var charges = await scene.RunAsync();
        await scene.ApplyAsync(File(10));
        var good = File(11, [.. charges.Select(charge => Result(charge))]);
        var lines = good.Split("\r\n")[..^1];
        var broken = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cut behind a record"] = Whole(lines[..^1]),
            ["cut within a record"] = good[..500],
            ["only its header"] = Whole(lines[..1]),
            ["its trailer first"] = Whole([lines[^1], .. lines[..^1]]),
            ["its header last"] = Whole([.. lines[1..], lines[0]]),
            ["a record less"] = Whole([.. lines[..2], .. lines[3..]]),
            ["a record twice"] = Whole([.. lines[..2], .. lines[1..]]),
            ["a record too long"] = Whole([lines[0], lines[1] + " ", .. lines[2..]]),
            ["a record too short"] = Whole([lines[0], lines[1][..^1], .. lines[2..]]),
            ["another amount"] = Whole([lines[0], lines[1].Replace("000000000", "000000001", StringComparison.Ordinal), .. lines[2..]]),
            ["another total"] = Whole([.. lines[..^1], ReturnFilesTests.Trailer(lines.Length, 1)]),
            ["another count"] = Whole([.. lines[..^1], "Z999999" + lines[^1][7..]]),
            ["a number that skips"] = File(12, [.. charges.Select(charge => Result(charge))]),
            ["a number that repeats"] = File(10, [.. charges.Select(charge => Result(charge))]),
            ["another agreement"] = good.Replace("A212345", "A299999", StringComparison.Ordinal),
            ["a file of ours"] = "A1" + good[2..],
            ["XML"] = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"/>",
            ["nothing"] = "",
            ["zeros"] = new string('\0', 10_000),
            ["5 MB without an end of line"] = new string('F', 5_000_000),
            ["5 MB of records without a trailer"] = new StringBuilder(lines[0] + "\r\n").Insert(152, lines[1] + "\r\n", 33_000).ToString(),
        };

        foreach (var (what, file) in broken)
        {
            var answer = await scene.SendAsync(file);
            Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity, $"{what}: {answer.Status} {answer.Body}");
            Assert.Equal("return_refused", answer.Code);
            Assert.NotEmpty(answer.Json["errors"]!.AsObject());
        }
        await scene.WorkAsync();

        Assert.Equal(charges.Select(charge => charge.Guard), (await scene.ChargesAsync()).Select(charge => charge.Guard));
        Assert.Equal(broken.Count, (await scene.ListAsync("&state=refused")).Count);
        Assert.Equal("applied", Text((await scene.ApplyAsync(good))["state"]));
    }

    [Fact]
    public async Task A_file_may_come_in_any_order_of_its_records()
    {
        var scene = await OpenAsync(fixture.App, quotas: 5);
        var charges = await scene.RunAsync();

        await scene.ApplyAsync(File(1, [.. charges.Reverse().Select(charge => Result(charge))]));

        Assert.All(await scene.ChargesAsync(), charge => Assert.Equal(ChargeStates.Paid, charge.State));
    }

    [Fact]
    public async Task A_body_that_is_too_large_for_a_call_is_refused_and_a_file_in_the_folder_may_be_larger()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("SOLDE_RETURN_RECORDS") ?? "360000", CultureInfo.InvariantCulture);
        var scene = await OpenAsync(fixture.App, quotas: 1);
        var records = new StringBuilder(Header(1) + "\r\n").Insert(152, ResultOf("NOBODYS") + "\r\n", count).ToString();
        (await scene.SendAsync(records)).Refuses(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        var folder = fixture.App.Services.GetRequiredService<ReturnFolder>();
        await folder.Of($"{scene.Desk.Organisation}/{Agreement}/in/large.ret").UploadAsync(new MemoryStream(Encoding.Latin1.GetBytes(records)));

        await scene.WorkAsync();

        var refused = Assert.Single(await scene.ListAsync())!;
        Assert.Equal(("refused", "no_trailer", count + 1), (
            Text(refused["state"]), Text(refused["fault"]!["code"]), refused["fault"]!["line"]!.GetValue<int>()));
    }

    private static string Whole(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\r\n"));
}
