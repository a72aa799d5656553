using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Api;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

[Trait("Rule", "COM-10")]
public sealed class ExportTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"")]
    [InlineData("é = 1", "é = 1")]
    public void A_text_is_a_cell_that_no_spreadsheet_takes_for_a_formula(string text, string cell) => Assert.Equal(cell, Csv.Cell(text));

    [Fact]
    public void Any_text_comes_back_from_its_cell() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
            Gen.ListOf(Gen.Elements('"', ',', '\r', '\n', ';', 'a', ' ', '=', 'é')).Select(chars => string.Concat(chars)).ToArbitrary(),
            text => Records(Csv.Cell(text) + ",end\r\n") is [[var cell, "end"]] && (cell == text || cell == "'" + text)));

    [Fact]
    public async Task The_journal_as_CSV_holds_each_posting_with_its_sign_and_no_formula()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = (await desk.PayAsync(account, 400))["id"]!.GetValue<string>();
        var reason = new JsonObject { ["reason"] = "=cmd|' /C calc'!A0, \"twice\"\nand again" };
        (await desk.PostAsync($"accounts/{account}/payments/{payment}/cancellation", reason)).Expect(HttpStatusCode.OK);

        var answer = await desk.GetAsync($"accounts/{account}/journal/export?format=csv");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/csv; charset=utf-8", answer.Headers["Content-Type"]);
        Assert.Equal($"attachment; filename=\"journal-{account}.csv\"", answer.Headers["Content-Disposition"]);
        var records = Records(answer.Body);
        Assert.Equal(["sequence", "at", "actor", "action", "reason", "ledger", "minor", "currency"], records[0]);
        Assert.All(records, record => Assert.Equal(8, record.Count));
        Assert.Equal(
            ["PaymentRecorded receipts:cash 400", "PaymentRecorded receivable -400", "PaymentCancelled receipts:cash -400", "PaymentCancelled receivable 400"],
            records.Skip(1).Select(record => $"{record[3]} {record[5]} {record[6]}"));
        Assert.Equal("'" + reason["reason"]!.GetValue<string>(), records[^1][4]);
    }

    [Fact]
    public async Task The_journal_as_JSON_holds_every_entry_as_the_API_reads_it()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.InvoiceAsync(account, 250);
        await desk.PayAsync(account, 400);

        var answer = await desk.GetAsync($"accounts/{account}/journal/export?format=json");

        Assert.StartsWith("application/json", answer.Headers["Content-Type"], StringComparison.Ordinal);
        var exported = WithoutNulls(answer.Expect(HttpStatusCode.OK));
        Assert.Equal(3, exported.AsArray().Count);
        Assert.True(JsonNode.DeepEquals(WithoutNulls(await desk.JournalAsync(account)), exported), answer.Body);
    }

    [Fact]
    public async Task An_export_in_no_known_format_is_refused()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();

        (await desk.GetAsync($"accounts/{account}/journal/export?format=xlsx")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        (await desk.GetAsync("accounts/acc_nobody/journal/export")).Refuses(HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>A page writes what is not there as null, the export leaves it out: the same to a reader.</summary>
    private static JsonNode WithoutNulls(JsonNode node)
    {
        foreach (var member in (node as JsonObject)?.ToArray() ?? [])
        {
            if (member.Value is null)
                node.AsObject().Remove(member.Key);
            else
                WithoutNulls(member.Value);
        }
        foreach (var item in (node as JsonArray)?.ToArray() ?? [])
            WithoutNulls(item!);
        return node;
    }

    /// <summary>RFC 4180 to the letter: quotes are doubled, records end with CRLF, the last one too.</summary>
    private static List<List<string>> Records(string csv)
    {
        var records = new List<List<string>> { new() };
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                cell.Append(csv[++i]);
            else if (csv[i] == '"' && (quoted || cell.Length == 0))
                quoted = !quoted;
            else if (!quoted && (csv[i] == ',' || (csv[i] == '\r' && csv[i + 1] == '\n')))
            {
                records[^1].Add(cell.ToString());
                cell.Clear();
                if (csv[i] == '\r')
                {
                    i++;
                    records.Add([]);
                }
            }
            else
                cell.Append(csv[i]);
        }
        Assert.False(quoted);
        Assert.Empty(records[^1]);
        records.RemoveAt(records.Count - 1);
        return records;
    }
}
