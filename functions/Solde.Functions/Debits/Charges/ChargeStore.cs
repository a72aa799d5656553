using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Charges: a month of a group is a partition, a charge a row named by its quota, so that a quota is charged once a month however often a run
/// begins. They are read by the thousand and written by the hundred, each hundred with the journal entry that says what it did.
/// </summary>
internal sealed class ChargeStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Charges";

    /// <summary>A transaction has room for 100 rows: the charges, and their journal entry.</summary>
    public const int MaxTogether = 99;

    public const string Kind = "debit-charges";

    public const string RowPrefix = "2|charge|";

    private const string JournalPrefix = "3|journal|";

    private readonly TableClient _table = tables.GetTableClient(Table);

    public async Task<Charge?> FindAsync(string organisation, string month, string group, string quota, CancellationToken cancellation)
    {
        var row = await _table.FindEntityAsync(PartitionOf(organisation, month, group), RowPrefix + quota, cancellation);
        return row is null ? null : Read(row);
    }

    /// <summary>A group's charges of a month in the order of its quotas, a page of the storage at a time.</summary>
    /// <param name="after">The quota to go on after; null for the beginning.</param>
    /// <param name="upTo">The last quota, included; null for the end.</param>
    /// <param name="together">So many with one query; null for as many as one gives.</param>
    public async IAsyncEnumerable<Charge> OfGroupAsync(
        string organisation,
        string month,
        string group,
        string? after,
        string? upTo,
        [EnumeratorCancellation] CancellationToken cancellation,
        int? together = null)
    {
        var (partition, from, to) = (PartitionOf(organisation, month, group), RowPrefix + after, RowPrefix + (upTo ?? "}"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey le {to}");
        await foreach (var row in _table.QueryAsync(filter, together, cancellationToken: cancellation))
            yield return Read(row);
    }

    /// <summary>Adds charges of one group and month, all or none.</summary>
    /// <returns>False where one of them is there already: another run, or an earlier try of this one, made it.</returns>
    public Task<bool> AddAsync(string organisation, IReadOnlyList<Charge> charges, ChargeNote note, CancellationToken cancellation) =>
        TrySubmitAsync(
            organisation, charges, TableTransactionActionType.Add, note, charges.SelectMany(ChargePostings.Made), cancellation);

    /// <summary>Writes charges of one group and month that were read before, all or none.</summary>
    /// <param name="postings">What of money moved by it.</param>
    /// <returns>False where one of them changed since it was read.</returns>
    public Task<bool> ChangeAsync(
        string organisation,
        IReadOnlyList<Charge> charges,
        ChargeNote note,
        IEnumerable<Posting> postings,
        CancellationToken cancellation) =>
        TrySubmitAsync(organisation, charges, TableTransactionActionType.UpdateReplace, note, postings, cancellation);

    /// <summary>One charge by a person's command, with the answer that the same request gets again (COM-05).</summary>
    /// <returns>False where it changed since it was read.</returns>
    public Task<bool> ChangeAsync(Charge before, Charge after, ChargeNote note, Command command, Answer answer) => TrySubmitAsync(
        command.Organisation,
        [after],
        TableTransactionActionType.UpdateReplace,
        note,
        ChargePostings.Between(before, after),
        command.CancellationToken,
        QuotaCommit.KeptAnswer(PartitionOf(command.Organisation, after.Month, after.Group), command, answer, clock.GetUtcNow()));

    /// <summary>What the same request about a charge of the group's month was answered before; null where it was not.</summary>
    public async Task<Answer?> EarlierAnswerAsync(string month, string group, Command command)
    {
        if (command.IdempotencyKey is null)
            return null;
        var partition = PartitionOf(command.Organisation, month, group);
        var row = await _table.FindEntityAsync(partition, IdempotencyRecord.KeyOf(command.IdempotencyKey), command.CancellationToken);
        return row is null ? null : IdempotencyRecord.AnswerTo(command, RowData.Read(row));
    }

    /// <summary>The journal of a group's month, oldest first.</summary>
    public async IAsyncEnumerable<ChargeEntry> JournalAsync(
        string organisation, string month, string group, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (partition, from, to) = (PartitionOf(organisation, month, group), JournalPrefix, JournalPrefix + "}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.ChargeEntry)!;
    }

    public static string PartitionOf(string organisation, string month, string group) =>
        PartitionKey.Of(organisation, Kind, $"{month}.{group}");

    /// <param name="commit">Tells entries of one moment apart.</param>
    public static string JournalKeyOf(DateTimeOffset at, string commit) => $"{JournalPrefix}{at.UtcTicks:D19}|{commit}";

    private static Charge Read(TableEntity row) =>
        JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.Charge)! with { Guard = row.ETag };

    private async Task<bool> TrySubmitAsync(
        string organisation,
        IReadOnlyList<Charge> charges,
        TableTransactionActionType type,
        ChargeNote note,
        IEnumerable<Posting> postings,
        CancellationToken cancellation,
        IEnumerable<TableTransactionAction>? also = null)
    {
        var partition = PartitionOf(organisation, charges[0].Month, charges[0].Group);
        var (now, commit) = (clock.GetUtcNow(), Guid.CreateVersion7().ToString("N"));
        var journalKey = JournalKeyOf(now, commit);
        var entry = new ChargeEntry(
            now,
            note.Actor,
            note.Action,
            note.Source,
            note.Reason,
            ChargePostings.Summed(postings),
            [.. charges.Select(charge => charge.Quota)]);
        var journal = new TableEntity(partition, journalKey);
        RowData.Write(journal, JsonSerializer.Serialize(entry, DebitRows.Default.ChargeEntry));
        try
        {
            await _table.SubmitTransactionAsync(
                charges.Select(charge => new TableTransactionAction(type, RowOf(partition, charge), charge.Guard))
                    .Append(new TableTransactionAction(TableTransactionActionType.Add, journal))
                    .Concat(also ?? []),
                cancellation);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // A transaction that timed out after it was done is tried again by the pipeline and then meets its own rows.
            return await _table.FindEntityAsync(partition, journalKey, cancellation) is not null;
        }
    }

    private static TableEntity RowOf(string partition, Charge charge)
    {
        var row = new TableEntity(partition, RowPrefix + charge.Quota);
        RowData.Write(row, JsonSerializer.Serialize(charge, DebitRows.Default.Charge));
        return row;
    }
}

/// <summary>What the journal says of a change of charges.</summary>
/// <param name="Source">The run, the return file or the payment behind it.</param>
internal sealed record ChargeNote(string Actor, string Action, string Source, string? Reason = null);
