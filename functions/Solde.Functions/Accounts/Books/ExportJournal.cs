using System.Globalization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>An account's postings as a file, CSV or JSON, streamed (COM-10).</summary>
internal static class ExportJournal
{
    private sealed record Line(JournalEntry Entry, Posting Posting);

    private static readonly IReadOnlyList<CsvColumn<Line>> Columns =
    [
        Csv.Number<Line>("sequence", line => line.Entry.Sequence),
        Csv.Text<Line>("at", line => line.Entry.At.ToString("O", CultureInfo.InvariantCulture)),
        Csv.Text<Line>("actor", line => line.Entry.Actor),
        Csv.Text<Line>("action", line => line.Entry.Action),
        Csv.Text<Line>("reason", line => line.Entry.Reason),
        Csv.Text<Line>("ledger", line => line.Posting.Ledger),
        Csv.Number<Line>("minor", line => line.Posting.Amount.Minor),
        Csv.Text<Line>("currency", line => line.Posting.Amount.Currency),
    ];

    public static async Task<IResult> Handle(
        string account, string? format, Command command, JournalReader journal, AggregateStore<Account> accounts)
    {
        var errors = new FieldErrors();
        errors.OneOf("format", format, ["csv", "json"], needed: false);
        if (errors.Any)
            return Answer.Refused(errors.ToRefusal());
        if (!(await accounts.ReadAsync(command.Organisation, account, command.CancellationToken)).Exists)
            return Answer.Refused(CommonRefusals.NotFound);

        var entries = journal.AllAsync<Account>(command.Organisation, account, command.CancellationToken);
        return format == "json"
            ? new JsonExport<JournalEntry>(entries, AggregatesJson.Default.IAsyncEnumerableJournalEntry)
            : new CsvExport<Line>(
                $"journal-{account}", Columns, entries.SelectMany(entry => entry.Postings.Select(posting => new Line(entry, posting))));
    }
}
