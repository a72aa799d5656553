using System.Globalization;
using System.Text.Json;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>One change of one quota as rows of a transaction: the quota with its guard, and its journal entry.</summary>
internal sealed class QuotaCommit
{
    /// <summary>What the journal calls it.</summary>
    public const string Document = "quota";

    public QuotaCommit(
        string partition, (Quota Quota, ETag Guard)? before, Quota after, JournalNote note, Command command, DateTimeOffset now)
    {
        Partition = partition;
        var sequence = (before?.Quota.Sequence ?? 0) + 1;
        JournalKey = QuotaStore.JournalKeyOf(after.Id, sequence);

        var row = new TableEntity(partition, QuotaStore.RowKeyOf(after.Id))
        {
            [AggregateColumns.Sequence] = sequence,
            [AggregateColumns.ChangedAt] = now,
        };
        RowData.Write(row, JsonSerializer.Serialize(after, DebitRows.Default.Quota));
        // A column of its own, so that the daily look at mandates finds the few that matter without reading quotas.
        if (after.Mandates.Select(MandateRule.NextDay).Min() is { } day)
            row["MandateDay"] = DayOf(day);
        // Another one, by which a run finds the few that have something to tell their banks.
        if (after.Mandates.Any(mandate => mandate.OnItsWay is not null || MandateRule.Owes(mandate) is not null))
            row["OwesBanks"] = true;
        Actions.Add(before is { } known
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.Guard)
            : new TableTransactionAction(TableTransactionActionType.Add, row));

        // The journal is read by people: of bank accounts it keeps what may be shown (COM-12).
        var changes = JsonDiff.Compare(Document, before is { } old ? Shown(old.Quota) : null, Shown(after)).ToList();
        var entry = new JournalEntry(sequence, now, command.Actor, note.Action, note.Reason, note.Corrects, note.Postings, changes);
        var journal = new TableEntity(partition, JournalKey) { [AggregateColumns.Commit] = Id, [AggregateColumns.At] = now };
        RowData.Write(journal, JsonSerializer.Serialize(entry, AggregatesJson.Default.JournalEntry));
        Actions.Add(new TableTransactionAction(TableTransactionActionType.Add, journal));
    }

    /// <summary>Tells this transaction's journal row from another's with the same number.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public string Partition { get; }

    public string JournalKey { get; }

    public List<TableTransactionAction> Actions { get; } = [];

    /// <summary>Days as text sort as they follow each other.</summary>
    public static string DayOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The answer as it is kept for a repeated request; nothing where the request carries no key.</summary>
    public static IEnumerable<TableTransactionAction> KeptAnswer(string partition, Command command, Answer answer, DateTimeOffset now)
    {
        if (command.IdempotencyKey is null)
            yield break;
        var row = new TableEntity(partition, IdempotencyRecord.KeyOf(command.IdempotencyKey)) { ["At"] = now };
        RowData.Write(row, IdempotencyRecord.Of(command, answer));
        yield return new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    private static string Shown(Quota quota) => JsonSerializer.Serialize(quota.Masked(), DebitRows.Default.Quota);
}
