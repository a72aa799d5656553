using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// The quotas of a group, each whole in a row of the group's partition with a guard of its own: one query reads a group, and
/// commands on two quotas do not meet. They lie behind the rows that <see cref="AggregateStore{T}"/> reads of the group itself.
/// As there, a rule decides, and the row, its journal entry and the idempotency record are written in one transaction.
/// </summary>
internal sealed class QuotaStore(TableServiceClient tables, TimeProvider clock, AggregateLocks locks)
{
    public const string Table = "Quotas";

    /// <summary>A transaction has room for 100 rows: two for each quota, and the idempotency record.</summary>
    public const int MaxAdded = 49;

    private const string RowPrefix = "2|quota|";
    private const string JournalPrefix = "3|journal|";
    private const int MaxAttempts = 20;

    private readonly TableClient _table = tables.GetTableClient(Table);

    public static string RowKeyOf(string quota) => RowPrefix + quota;

    public static string JournalKeyOf(string quota, long sequence) =>
        $"{JournalPrefix}{quota}|{sequence.ToString("D12", CultureInfo.InvariantCulture)}";

    /// <summary>Null where the group has no such quota.</summary>
    public async Task<Quota?> FindAsync(string organisation, string group, string quota, CancellationToken cancellation)
    {
        var row = await _table.FindEntityAsync(PartitionOf(organisation, group), RowKeyOf(quota), cancellation);
        return row is null ? null : Read(row);
    }

    /// <summary>A group's quotas in the order of their numbers, a page of the storage at a time.</summary>
    /// <param name="after">The id to go on after; null for the beginning.</param>
    /// <param name="together">So many with one query; null for as many as one gives.</param>
    public IAsyncEnumerable<Quota> OfGroupAsync(
        string organisation, string group, string? after, CancellationToken cancellation, int? together = null)
    {
        var from = RowKeyOf(after ?? "");
        return QueryAsync(organisation, group, TableClient.CreateQueryFilter($"RowKey gt {from}"), cancellation, together);
    }

    /// <summary>Those of a group on whose mandates time does something by a day.</summary>
    public IAsyncEnumerable<Quota> WithMandatesDueAsync(string organisation, string group, DateOnly day, CancellationToken cancellation)
    {
        var (first, last) = (RowPrefix, QuotaCommit.DayOf(day));
        return QueryAsync(
            organisation, group, TableClient.CreateQueryFilter($"RowKey gt {first} and MandateDay le {last}"), cancellation);
    }

    /// <summary>Those of a group that have something to tell a bank of a mandate.</summary>
    public IAsyncEnumerable<Quota> OwingBanksAsync(string organisation, string group, CancellationToken cancellation)
    {
        var first = RowPrefix;
        return QueryAsync(
            organisation, group, TableClient.CreateQueryFilter($"RowKey gt {first} and OwesBanks eq {true}"), cancellation);
    }

    /// <summary>Adds quotas to a group, all of them or none.</summary>
    public async Task<Answer> AddAsync(string group, IReadOnlyList<Quota> quotas, Command command, Answer answer)
    {
        var partition = PartitionOf(command.Organisation, group);
        if (await EarlierAnswerAsync(partition, command) is { } earlier)
            return earlier;
        var now = clock.GetUtcNow();
        var commits = quotas
            .Select(quota => new QuotaCommit(partition, null, quota, new JournalNote("QuotaAdded"), command, now))
            .ToArray();
        var actions = commits.SelectMany(commit => commit.Actions).Concat(QuotaCommit.KeptAnswer(partition, command, answer, now));
        if (await TrySubmitAsync(actions, commits[0], command))
            return answer;
        if (await EarlierAnswerAsync(partition, command) is { } first)
            return first;
        foreach (var quota in quotas)
        {
            if (await FindAsync(command.Organisation, group, quota.Id, command.CancellationToken) is not null)
                return DebitRefusals.QuotaExists.With(quota.Id);
        }
        throw new AggregateBusyException();
    }

    /// <summary>A refusal that was found before anything was written: a repeated request gets its first answer all the same.</summary>
    public async Task<Answer> RefusedAsync(string group, Command command, Refusal refusal) =>
        await EarlierAnswerAsync(PartitionOf(command.Organisation, group), command) ?? refusal;

    /// <summary>
    /// One command on one quota. <paramref name="decide"/> must be pure: it may be asked several times. Announces nothing: no message
    /// tells of quotas.
    /// </summary>
    public async Task<Answer> ChangeAsync(string group, string quota, Command command, Func<Quota, Decision<Quota>> decide)
    {
        var partition = PartitionOf(command.Organisation, group);
        var key = RowKeyOf(quota);
        using var turn = await locks.EnterAsync($"{partition}|{key}", command.CancellationToken);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var row = await _table.FindEntityAsync(partition, key, command.CancellationToken);
            if (row is null)
                return CommonRefusals.NotFound;
            var before = Read(row);
            if (before.IsErased)
                return CommonRefusals.Erased;
            var decision = command.IfMatch is not null && command.IfMatch != before.ETag ? CommonRefusals.Stale : decide(before);
            switch (decision)
            {
                case Decision<Quota>.Refused refused:
                    return await EarlierAnswerAsync(partition, command) ?? refused.Refusal;
                case Decision<Quota>.Unchanged unchanged:
                    return await EarlierAnswerAsync(partition, command) ?? unchanged.Answer;
                case Decision<Quota>.Changed changed:
                    var now = clock.GetUtcNow();
                    var commit = new QuotaCommit(partition, (before, row.ETag), changed.After, changed.Note, command, now);
                    var actions = commit.Actions.Concat(QuotaCommit.KeptAnswer(partition, command, changed.Answer, now));
                    if (await TrySubmitAsync(actions, commit, command))
                        return changed.Answer;
                    if (await EarlierAnswerAsync(partition, command) is { } earlier)
                        return earlier;
                    break;
                default:
                    throw new InvalidOperationException("A quota is one row: there is nothing more to read and no second step.");
            }
            // Another process was faster: a short wait of random length lets one of many go first.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), clock, command.CancellationToken);
        }
        throw new AggregateBusyException();
    }

    /// <summary>A quota's journal from one number to another, both included, oldest first.</summary>
    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(
        string organisation, string group, string quota, long from, long to, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation, group);
        var (first, last) = (JournalKeyOf(quota, from), JournalKeyOf(quota, to));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        return await _table.QueryAsync(filter, cancellationToken: cancellation)
            .Select(row => JsonSerializer.Deserialize(RowData.Read(row), AggregatesJson.Default.JournalEntry)!)
            .ToListAsync(cancellation);
    }

    public static string PartitionOf(string organisation, string group) => PartitionKey.Of(organisation, DebitGroup.Kind, group);

    public static Quota Read(TableEntity row) => JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.Quota)! with
    {
        Sequence = row.GetInt64(AggregateColumns.Sequence)!.Value,
        IsErased = row.ContainsKey(AggregateColumns.ErasedBy),
    };

    private async IAsyncEnumerable<Quota> QueryAsync(
        string organisation, string group, string which, [EnumeratorCancellation] CancellationToken cancellation, int? together = null)
    {
        var partition = PartitionOf(organisation, group);
        var end = RowPrefix[..^1] + "}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {end}") + " and " + which;
        await foreach (var row in _table.QueryAsync(filter, together, cancellationToken: cancellation))
            yield return Read(row);
    }

    /// <returns>False when another change came first.</returns>
    private async Task<bool> TrySubmitAsync(IEnumerable<TableTransactionAction> actions, QuotaCommit commit, Command command)
    {
        try
        {
            await _table.SubmitTransactionAsync(actions, command.CancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // A transaction that timed out after it was done is tried again by the pipeline and then meets its own rows: only the
            // journal can tell whose they are.
            var journal = await _table.FindEntityAsync(commit.Partition, commit.JournalKey, command.CancellationToken);
            return journal is not null && journal.GetString(AggregateColumns.Commit) == commit.Id;
        }
    }

    private async Task<Answer?> EarlierAnswerAsync(string partition, Command command)
    {
        if (command.IdempotencyKey is null)
            return null;
        var row = await _table.FindEntityAsync(partition, IdempotencyRecord.KeyOf(command.IdempotencyKey), command.CancellationToken);
        return row is null ? null : IdempotencyRecord.AnswerTo(command, RowData.Read(row));
    }
}
