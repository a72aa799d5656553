using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Solde.Functions.Accounts;
using Solde.Functions.Ledger;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Accounts;

[Trait("Rule", "BIL-28")]
public sealed class StatementTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_statement_begins_with_the_balance_before_and_ends_with_the_balance_after_the_period()
    {
        var (desk, account, second) = await SceneAsync();
        var invoice = Text((await desk.GetAsync($"accounts/{account}/invoices")).Json["items"]![0]!["id"]);

        var page = await desk.GetAsync($"accounts/{account}/statement?from={second:yyyy-MM-dd}&to={second:yyyy-MM-dd}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("text/html; charset=utf-8", page.Headers["Content-Type"]);
        var cells = page.Body.Split("<tr class=", StringSplitOptions.None).Skip(1).Select(row => row.Split("<td").Skip(1).Select(Content).ToArray()).ToArray();
        Assert.Equal(["", "Opening balance", "70.00 CAD"], Compact(cells[0], second));
        Assert.Equal(["Payment " + invoice, "60.00 CAD", "10.00 CAD"], Compact(cells[1], second)[1..]);
        Assert.Equal(["Closing balance", "60.00 CAD", "10.00 CAD"], Compact(cells[2], second)[1..]);
        Assert.Equal(3, cells.Length);
    }

    [Fact]
    public async Task It_speaks_the_language_asked_for_names_invoices_by_number_and_runs_nothing_that_people_wrote()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync("<script>alert(1)</script>");
        var invoice = await desk.InvoiceAsync(account, 100_00);
        await fixture.App.DrainAsync();
        await desk.CancelInvoiceAsync(account, invoice, CancelInvoice.AsCredit);

        var page = await desk.GetAsync($"accounts/{account}/statement", ("Accept-Language", "fr"));

        var number = Text((await desk.InvoiceOfAsync(account, invoice))["number"]);
        Assert.Contains("<h1>Relev&#xE9; de compte</h1>", page.Body);
        Assert.Contains($"Facture {number}", page.Body);
        Assert.Contains($"Annulation de facture {number}", page.Body);
        Assert.Contains("&lt;script&gt;", page.Body);
        Assert.DoesNotContain("<script>", page.Body);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'", page.Headers["Content-Security-Policy"]);
    }

    [Fact]
    [Trait("Rule", "COM-10")]
    public async Task As_CSV_its_lines_add_up_to_the_balance()
    {
        var (desk, account, _) = await SceneAsync();

        var lines = (await desk.GetAsync($"accounts/{account}/statement?format=csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("date,sequence,action,documents,invoices,reason,charged,received,credited,balance,currency", lines[0]);
        var sums = lines.Skip(1).Select(line => line.Split(',')).Select(cells => long.Parse(cells[6]) - long.Parse(cells[7]) - long.Parse(cells[8]));
        Assert.Equal(await desk.BalanceAsync(account), sums.Sum());
        Assert.Equal(await desk.BalanceAsync(account), long.Parse(lines[^1].Split(',')[9]));
    }

    [Fact]
    public async Task A_statement_longer_than_what_is_in_memory_at_once_is_whole()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        for (var i = 0; i < 110; i++)
            await desk.InvoiceAsync(account, 1_00);
        await fixture.App.DrainAsync();

        var lines = (await desk.GetAsync($"accounts/{account}/statement?format=csv")).Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(110, lines.Skip(1).Select(line => line.Split(',')[4]).Distinct().Count());
        Assert.Equal(110_00, long.Parse(lines[^1].Split(',')[9]));
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-03-01")]
    [InlineData("from=0001-01-01")]
    [InlineData("to=9999-12-31")]
    [InlineData("format=pdf")]
    public async Task A_period_that_is_none_is_refused(string query)
    {
        var (desk, account, _) = await SceneAsync();
        (await desk.GetAsync($"accounts/{account}/statement?{query}")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Nobody_has_no_statement() =>
        (await (await Desk.OpenAsync(fixture.App)).GetAsync("accounts/acc_nobody/statement")).Refuses(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public void Every_operation_of_every_random_history_has_a_name_on_the_statement()
    {
        var actions = Gen.Sample(BooksTests.Histories, 400, new Rnd(2026), 200).SelectMany(history =>
        {
            var random = new RandomAccount();
            foreach (var step in history)
                random.Do(step);
            return random.Notes.Where(IsOperation);
        }).Select(note => note.Action).ToHashSet();

        Assert.DoesNotContain(actions, action => !StatementTexts.Has(action));
        Assert.Superset(new HashSet<string> { "LineSubstituted", "SubscriptionCharged", "RefundReturned", "CreditReceived" }, actions);
    }

    private static bool IsOperation(JournalNote note)
    {
        var entry = new JournalEntry(1, DateTimeOffset.UnixEpoch, "", note.Action, null, null, note.Postings, []);
        return Operation.Of(entry, Money.Zero("CAD"), new BusinessCalendar("UTC", [])) is not null;
    }

    /// <summary>On one day an invoice of 100 and a payment of 30; on the next a payment of 60.</summary>
    private async Task<(Desk Desk, string Account, DateOnly Second)> SceneAsync()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        await desk.InvoiceAsync(account, 100_00);
        await desk.PayAsync(account, 30_00);
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        await desk.PayAsync(account, 60_00);
        return (desk, account, DateOnly.FromDateTime(fixture.Clock.GetUtcNow().UtcDateTime));
    }

    private static string Content(string cell) => cell[(cell.IndexOf('>') + 1)..cell.IndexOf("</td>", StringComparison.Ordinal)];

    private static string[] Compact(string[] cells, DateOnly day) =>
        [cells[0] == day.ToString("yyyy-MM-dd") ? "" : cells[0], .. cells[1..].Where(cell => cell.Length > 0)];
}
