using System.Text.Json;
using Azure;
using Solde.Functions.Api;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Aggregates;

/// <summary>
/// Reads an aggregate, lets a rule decide, and commits state, journal, idempotency record and outbox in one
/// transaction guarded by the head row's ETag. Loses no update: whoever is late is asked again with the newer state.
/// </summary>
public sealed class AggregateStore<T>(TableServiceClient tables, TimeProvider clock, AggregateLocks locks)
    where T : class, IAggregate<T>
{
    private const int MaxAttempts = 20;

    /// <summary>One command sends no flood, however many messages wait for a consumer that stands still.</summary>
    private const int MaxSentAgain = 20;

    /// <summary>Older outbox rows than this are sent again by the next command on the aggregate.</summary>
    private static readonly TimeSpan ConsumersDelay = TimeSpan.FromMinutes(1);

    private readonly TableClient _table = tables.GetTableClient(T.Table);
    private readonly AggregateRows _rows = new(tables.GetTableClient(T.Table));

    /// <summary>The open rows, and of the settled ones those named.</summary>
    public async Task<T> ReadAsync(string organisation, string id, CancellationToken cancellation, params IReadOnlyList<string> settled)
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        LoadedRows loaded;
        do
        {
            loaded = await _rows.LoadAsync(partition, settled, cancellation);
        }
        // A row that moved between the two reads is in neither.
        while (loaded.IsAnyMissing && !await _rows.IsUnchangedAsync(partition, loaded, cancellation));
        return T.FromRows(id, loaded.Rows);
    }

    /// <summary>All documents, settled ones too, for a check that recomputes everything.</summary>
    public async Task<T> ReadWholeAsync(
        string organisation, string id, IReadOnlyList<string> settledPrefixes, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, T.Kind, id);
        var loaded = await _rows.LoadWholeAsync(partition, settledPrefixes, cancellation);
        return T.FromRows(id, loaded.Rows);
    }

    /// <summary>What it said of people is erased, or being erased: it changes no more.</summary>
    public async Task<bool> IsErasedAsync(string organisation, string id, CancellationToken cancellation) =>
        (await FindHeadAsync(organisation, id, cancellation))?.GetString(AggregateColumns.ErasedBy) is not null;

    /// <summary>It exists, and is not erased.</summary>
    public async Task<bool> MayChangeAsync(string organisation, string id, CancellationToken cancellation) =>
        await FindHeadAsync(organisation, id, cancellation) is { } head && head.GetString(AggregateColumns.ErasedBy) is null;

    /// <summary>
    /// One command on one aggregate. <paramref name="decide"/> must be pure: it may be asked several times. Its answer
    /// is kept under the command's idempotency key; a refusal is not, since it changed nothing.
    /// </summary>
    public async Task<Answer> ChangeAsync(string id, Command command, Func<T, Decision<T>> decide)
    {
        var partition = PartitionKey.Of(command.Organisation, T.Kind, id);
        using var turn = await locks.EnterAsync(partition, command.CancellationToken);
        var settled = new List<string>();
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var loaded = await _rows.LoadAsync(partition, settled, command.CancellationToken);
            if (loaded.ErasedBy is not null)
                return CommonRefusals.Erased;
            var state = T.FromRows(id, loaded.Rows);
            var decision = decide(state);
            while (decision is Decision<T>.NeedsRows needs)
            {
                await _rows.LoadSettledAsync(partition, needs.Names, loaded, command.CancellationToken);
                settled.AddRange(needs.Names);
                state = T.FromRows(id, loaded.Rows);
                decision = decide(state);
            }

            // A row that moved between the two reads is in neither: only a head that stands still makes a "no" final.
            if (decision is not Decision<T>.Changed && loaded.IsAnyMissing && !await _rows.IsUnchangedAsync(partition, loaded, command.CancellationToken))
                continue;

            switch (decision)
            {
                case Decision<T>.Refused refused:
                    var earlier = await EarlierAnswerIn(partition, command);
                    SendAgain(loaded, command, earlier is null ? ConsumersDelay : TimeSpan.Zero);
                    return earlier ?? refused.Refusal;
                case Decision<T>.Unchanged unchanged:
                    // Perhaps a redelivery after a crash: what the first delivery committed and could not send goes now. Else its messages
                    // wait for their consumers, and to send them twice would only make a queue that is behind longer.
                    SendAgain(loaded, command, command.IsFirstDelivery ? ConsumersDelay : TimeSpan.Zero);
                    return await EarlierAnswerIn(partition, command) ?? unchanged.Answer;
                case Decision<T>.Changed changed:
                    var commit = new AggregateCommit<T>(partition, loaded, state, changed, command, clock.GetUtcNow());
                    if (await TryCommitAsync(commit, command) is { } answer)
                    {
                        if (answer.IsReplayed)
                            // The first one was committed after this one had read: its messages are not among the rows here.
                            SendAgain(await _rows.LoadAsync(partition, [], command.CancellationToken), command, TimeSpan.Zero);
                        else
                            SendAgain(loaded, command, ConsumersDelay);
                        return answer;
                    }
                    break;
                case Decision<T>.InSteps inSteps:
                    SendAgain(loaded, command, ConsumersDelay);
                    var before = loaded.Sequence;
                    if (await CommitStepsAsync(partition, loaded, inSteps.Steps, command) is { } last)
                        return last;
                    if (loaded.Sequence > before)
                        attempt = 1;
                    break;
            }
            // Another process was faster: a short wait of random length lets one of many go first.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), clock, command.CancellationToken);
        }
        throw new AggregateBusyException();
    }

    /// <summary>
    /// A refusal that was found before the aggregate was read. A repeated request gets its first answer all the same,
    /// though what it asks may not be allowed any more (COM-05).
    /// </summary>
    public async Task<Answer> RefusedAsync(string id, Command command, Refusal refusal) =>
        await EarlierAnswerAsync(id, command) ?? refusal;

    /// <summary>What the same request was answered before; null where it was not, or carries no key.</summary>
    public async Task<Answer?> EarlierAnswerAsync(string id, Command command)
    {
        var partition = PartitionKey.Of(command.Organisation, T.Kind, id);
        if (await EarlierAnswerIn(partition, command) is not { } earlier)
            return null;
        // Its process may have died between the commit and the sending.
        SendAgain(await _rows.LoadAsync(partition, [], command.CancellationToken), command, TimeSpan.Zero);
        return earlier;
    }

    /// <summary>
    /// Each step is guarded by the head that the one before wrote, so hundreds of them need one read, and whoever changes the
    /// aggregate between two makes the next one fail.
    /// </summary>
    /// <returns>Null when another change came between: what is committed stays, and the rule must be asked for the rest.</returns>
    private async Task<Answer?> CommitStepsAsync(string partition, LoadedRows loaded, IEnumerable<Step<T>> steps, Command command)
    {
        // Only the last step carries the key, so that a repeated command would do more before it is found out.
        if (await EarlierAnswerIn(partition, command) is { } earlier)
            return earlier;
        foreach (var step in steps)
        {
            var part = step.Answer is null ? command with { IdempotencyKey = null } : command;
            var changed = new Decision<T>.Changed(step.After, step.Note, step.Answer ?? Answer.NoContent, step.Announcements ?? []);
            var commit = new AggregateCommit<T>(partition, loaded, step.Before, changed, part, clock.GetUtcNow());
            var answer = await TryCommitAsync(commit, part);
            if (answer is null || step.Answer is not null)
                return answer;
            loaded.Advance(loaded.Sequence + 1, commit.HeadETag, commit.Documents);
        }
        throw new InvalidOperationException("The last step has no answer.");
    }

    private Task<TableEntity?> FindHeadAsync(string organisation, string id, CancellationToken cancellation) =>
        _table.FindEntityAsync(PartitionKey.Of(organisation, T.Kind, id), Row.KeyOf(Row.Head, isOpen: true), cancellation);

    /// <returns>Null when another change came first and the rule must be asked again.</returns>
    private async Task<Answer?> TryCommitAsync(AggregateCommit<T> commit, Command command)
    {
        try
        {
            var answers = await _table.SubmitTransactionAsync(commit.Actions, command.CancellationToken);
            commit.HeadETag = answers.Value[commit.HeadAction].Headers.ETag;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // A transaction that timed out after it was done is tried again by the pipeline and then meets its own
            // rows: only the journal can tell whose they are.
            if (!await WasCommittedAsync(commit, command.CancellationToken))
                return await EarlierAnswerIn(commit.Partition, command);
        }

        foreach (var (queue, text) in commit.Messages)
            command.Outgoing.Send(queue, text);
        return commit.Answer;
    }

    private async Task<bool> WasCommittedAsync(AggregateCommit<T> commit, CancellationToken cancellation)
    {
        var journal = await _table.FindEntityAsync(commit.Partition, commit.JournalKey, cancellation);
        return journal is not null && journal.GetString(AggregateColumns.Commit) == commit.Id;
    }

    private async Task<Answer?> EarlierAnswerIn(string partition, Command command)
    {
        if (command.IdempotencyKey is null)
            return null;
        var row = await _table.FindEntityAsync(partition, IdempotencyRecord.KeyOf(command.IdempotencyKey), command.CancellationToken);
        return row is null ? null : IdempotencyRecord.AnswerTo(command, RowData.Read(row));
    }

    private void SendAgain(LoadedRows loaded, Command command, TimeSpan age)
    {
        var before = clock.GetUtcNow() - age;
        foreach (var message in loaded.Outbox.Where(message => message.At <= before && message.Id != command.Handles).Take(MaxSentAgain))
        {
            // Another function's messages may wait in the same partition: what this one may not send is left to the timer.
            if (command.Outgoing.MaySend(message.Queue))
                command.Outgoing.Send(message.Queue, message.Text);
        }
    }
}
