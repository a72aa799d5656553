using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>What was invoiced in a period, by category, less what was cancelled (BIL-27); taxes by code beside it.</summary>
internal static class ReportRevenue
{
    /// <param name="Revenue">All categories together.</param>
    /// <param name="Tax">All taxes together.</param>
    /// <param name="Total">Both: what the invoices asked for.</param>
    public sealed record View(
        DateOnly From,
        DateOnly To,
        IReadOnlyList<RevenueLine> Categories,
        IReadOnlyList<RevenueLine> Taxes,
        RevenueLine Revenue,
        RevenueLine Tax,
        RevenueLine Total);

    /// <param name="Code">The category or the tax; null in a sum.</param>
    /// <param name="Cancelled">What was taken back of invoices, whenever they were made.</param>
    public sealed record RevenueLine(string? Code, Money Invoiced, Money Cancelled, Money Net);

    private sealed record Row(string Kind, RevenueLine Line);

    private static readonly IReadOnlyList<CsvColumn<Row>> Columns =
    [
        Csv.Text<Row>("kind", row => row.Kind),
        Csv.Text<Row>("code", row => row.Line.Code),
        Csv.Number<Row>("invoiced_minor", row => row.Line.Invoiced.Minor),
        Csv.Number<Row>("cancelled_minor", row => row.Line.Cancelled.Minor),
        Csv.Number<Row>("net_minor", row => row.Line.Net.Minor),
        Csv.Text<Row>("currency", row => row.Line.Net.Currency),
    ];

    public static async Task<IResult> Handle(
        DateOnly? from,
        DateOnly? to,
        string? format,
        Command command,
        JournalReader journal,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = new FieldErrors();
        errors.OneOf("format", format, ["csv", "json"], needed: false);
        if (ReportPeriod.Read(from, to, profile.Calendar, clock.GetUtcNow(), errors) is not { } period)
            return Answer.Refused(errors.ToRefusal());
        var view = Of(period, await Turnover.OfAsync(period, command.Organisation, profile.Currency, journal, command.CancellationToken));
        return format == "csv"
            ? new CsvExport<Row>($"revenue-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}", Columns, RowsOf(view).ToAsyncEnumerable())
            : Answer.Ok(view, AccountsJson.Default.ReportRevenueView);
    }

    internal static View Of(ReportPeriod period, Turnover turnover)
    {
        var categories = turnover.Under(LedgerAccounts.Revenue(""));
        var taxes = turnover.Under(LedgerAccounts.Tax(""));
        RevenueLine Sum(IEnumerable<TurnoverLine> lines) =>
            new(
                null,
                turnover.Sum(lines, line => line.Credits),
                turnover.Sum(lines, line => line.Debits),
                -turnover.Sum(lines, line => line.Net));
        return new View(
            period.From,
            period.To,
            [.. categories.Select(LineOf)],
            [.. taxes.Select(LineOf)],
            Sum(categories),
            Sum(taxes),
            Sum([.. categories, .. taxes]));
    }

    private static RevenueLine LineOf(TurnoverLine line) => new(line.Name, line.Credits, line.Debits, -line.Net);

    private static IEnumerable<Row> RowsOf(View view) =>
    [
        .. view.Categories.Select(line => new Row("category", line)),
        .. view.Taxes.Select(line => new Row("tax", line)),
        new Row("total", view.Total),
    ];
}
