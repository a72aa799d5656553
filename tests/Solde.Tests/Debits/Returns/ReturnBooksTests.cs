using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Debits;
using Solde.Functions.Failures;
using Solde.Tests.Harness;
using static Solde.Tests.Debits.ReturnScene;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Debits;

/// <summary>
/// Whatever a bank says of a month's charges, in whatever order and in however many files, leaves right books. More cases:
/// <c>SOLDE_RETURN_CASES=24 dotnet test --filter ReturnBooks</c>.
/// </summary>
[Trait("Rule", "DEB-21")]
public sealed class ReturnBooksTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const int Quotas = 12;

    private static readonly int Cases = int.Parse(Environment.GetEnvironmentVariable("SOLDE_RETURN_CASES") ?? "5", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Random_results_in_random_order_leave_right_books_and_lose_no_line()
    {
        var scene = await OpenAsync(fixture.App, Quotas, months: Cases);
        var number = 0;
        var month = new DateOnly(2026, 4, 1);
        var results = (from charge in Gen.Choose(0, Quotas - 1)
                       from kind in Gen.Choose(0, 9)
                       from part in Gen.Choose(1, 120)
                       select (charge, kind, part)).ListOf();
        var files = (from first in results from second in results select (first, second)).ToArbitrary();

        // Each case has a month of its own: none is shrunk, since what was sent stays sent.
        foreach (var (first, second) in files.Generator.Sample(Cases, 30))
        {
            var charges = await scene.RunAsync(month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            foreach (var said in new[] { first, second })
            {
                var text = File(++number, [.. said.Select(one => LineOf(charges[one.charge], one.kind, one.part))]);
                var applied = await scene.ApplyAsync(text);
                await EveryLineIsAppliedOrListedAsync(scene, applied, said.Count);

                var before = (await scene.ChargesAsync(charges[0].Month)).Select(charge => charge.Guard).ToList();
                (await scene.SendAsync(text)).Expect(HttpStatusCode.OK);
                await scene.WorkAsync();
                Assert.Equal(before, (await scene.ChargesAsync(charges[0].Month)).Select(charge => charge.Guard));
            }
            var (journal, left) = await scene.OwedAsync(charges[0].Month);
            Assert.Equal(left, journal);
            var books = (await scene.Desk.GetAsync("debits/books?month=" + charges[0].Month)).Expect(HttpStatusCode.OK);
            Assert.True(books["balances"]!.GetValue<bool>(), books.ToJsonString());
            month = month.AddMonths(1);
        }
    }

    private static string LineOf(Charge charge, int kind, int part)
    {
        var failures = FebrabanCodes.All;
        return kind switch
        {
            0 or 1 => Result(charge),
            2 => Result(charge, "31", date: "20260416"),
            3 => Result(charge, "DP", amount: charge.Amount.Minor * part / 130),
            4 or 5 => Result(charge, failures[part % failures.Count].Code),
            6 => Result(charge, "99", movement: '1'),
            7 => Result(charge, part % 2 == 0 ? "97" : "98", movement: '1'),
            8 => ResultOf(charge.Newest.LineId[..^1] + "9", amount: part),
            _ => Result(charge, amount: charge.Amount.Minor * part / 100),
        };
    }

    private static async Task EveryLineIsAppliedOrListedAsync(ReturnScene scene, JsonNode file, int lines)
    {
        var listed = await scene.UnmatchedAsync(file);
        var applied = file["byOutcome"]!.AsArray().Sum(total => total!["count"]!.GetValue<int>());
        Assert.Equal("applied", Text(file["state"]));
        Assert.Equal((lines, listed.Count), (file["lines"]!.GetValue<int>(), file["listed"]!.GetValue<int>()));
        Assert.Equal(lines, applied + listed.Count(line => !line!["isApplied"]!.GetValue<bool>()));
    }
}
