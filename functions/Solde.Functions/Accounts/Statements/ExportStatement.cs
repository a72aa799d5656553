using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// An account's statement for a period: a page to print, or CSV (BIL-28). Streamed, a few entries at a time in memory,
/// however long the account's life.
/// </summary>
internal static class ExportStatement
{
    private const string Html = "html";
    private const string CsvFormat = "csv";

    private static readonly Text BeforeFrom = new(
        "is before the first day", "précède le premier jour", "é anterior ao primeiro dia", "valt voor de eerste dag");

    private static readonly IReadOnlyList<CsvColumn<StatementLine>> Columns =
    [
        Csv.Text<StatementLine>("date", line => line.Operation.On.ToString("O", CultureInfo.InvariantCulture)),
        Csv.Number<StatementLine>("sequence", line => line.Operation.Sequence),
        Csv.Text<StatementLine>("action", line => line.Operation.Action),
        Csv.Text<StatementLine>("documents", line => string.Join(' ', line.Operation.Documents)),
        Csv.Text<StatementLine>("invoices", line => string.Join(' ', line.InvoiceNumbers)),
        Csv.Text<StatementLine>("reason", line => line.Operation.Reason),
        Csv.Number<StatementLine>("charged", line => line.Operation.Charged.Minor),
        Csv.Number<StatementLine>("received", line => line.Operation.Received.Minor),
        Csv.Number<StatementLine>("credited", line => line.Operation.Credited.Minor),
        Csv.Number<StatementLine>("balance", line => line.Operation.Balance.Minor),
        Csv.Text<StatementLine>("currency", line => line.Operation.Balance.Currency),
    ];

    /// <param name="from">The first day of booking, included; from the beginning unless given.</param>
    /// <param name="to">The last day, included; today unless given.</param>
    /// <param name="format"><c>html</c>, a page to print, or <c>csv</c>, in minor units.</param>
    public static async Task<IResult> Handle(
        string account,
        DateOnly? from,
        DateOnly? to,
        string? format,
        Command command,
        StatementReader statements,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.OneOf("format", format, [Html, CsvFormat], needed: false);
        errors.Day("from", from);
        errors.Day("to", to);
        if (to < from)
            errors.Add("to", BeforeFrom);
        if (errors.Any)
            return Answer.Refused(errors.ToRefusal());
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken);
        if (found.Head is not { } head)
            return Answer.Refused(CommonRefusals.NotFound);

        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var period = new StatementPeriod(from, to ?? profile.Calendar.Today(clock.GetUtcNow()));
        var statement = await statements.OpenAsync(
            command.Organisation, account, head.Currency, period, profile.Calendar, command.CancellationToken);
        return format == CsvFormat
            ? new CsvExport<StatementLine>($"statement-{account}", Columns, statement.Lines)
            : new StatementPage(profile.Name, head.Owner, period, statement, command.Language);
    }
}

/// <param name="From">Null from the account's beginning.</param>
/// <param name="To">That day included.</param>
internal sealed record StatementPeriod(DateOnly? From, DateOnly To);
