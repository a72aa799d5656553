using System.Collections.Immutable;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Erasures;

/// <summary>
/// Erases a batch, finds the next one and writes both down in one step: a batch that dies half way is carried out again to its end, and counts
/// once.
/// </summary>
internal static class EraseBatch
{
    private const int MaxRecords = 10;

    /// <summary>So many are looked at in one message, however few of them are due.</summary>
    private const int MaxLooked = 200;

    public static async Task HandleAsync(BatchDue message, MessageContext context)
    {
        var erasures = context.Services.GetRequiredService<AggregateStore<Erasure>>();
        var kinds = context.Services.GetRequiredService<RecordKinds>();
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var command = Command.Of(message.Organisation, "message BatchDue", context);

        var erasure = await erasures.ReadAsync(message.Organisation, message.Erasure, command.CancellationToken);
        if (erasure.Head is not { Batch: { } batch } head || batch.Number != message.Number)
        {
            // A delivery that died when this was done may have left the message for the next batch behind: it goes now.
            await erasures.ChangeAsync(erasure.Id, command, _ => new Decision<Erasure>.Unchanged(Answer.NoContent));
            return;
        }
        var order = new ErasureOrder(erasure.Id, head.StartedBy, head.Reason, head.Terms);
        var erased = new List<string>();
        foreach (var record in batch.Records)
        {
            if (!await kinds[batch.Kind].EraseAsync(message.Organisation, record, order, command.CancellationToken))
                continue;
            erased.Add(batch.Kind);
            foreach (var with in kinds.GoingWith(batch.Kind))
            {
                if (await with.EraseAsync(message.Organisation, record, order.WithoutDelay, command.CancellationToken))
                    erased.Add(with.Kind);
            }
        }
        var next = await NextAsync(message.Organisation, head, batch, kinds, command.CancellationToken);
        await erasures.ChangeAsync(erasure.Id, command, current => Decide(current, batch, erased, next, message.Organisation, now));
    }

    /// <param name="erased">The kind of each record that the batch erased.</param>
    internal static Decision<Erasure> Decide(
        Erasure erasure, ErasureBatch done, IReadOnlyList<string> erased, ErasureBatch? next, string organisation, DateTimeOffset now)
    {
        if (erasure.Head is not { } head || head.Batch?.Number != done.Number)
            return new Decision<Erasure>.Unchanged(Answer.NoContent);
        var counts = head.Counts.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var kind in erased.Append(done.Kind).Distinct())
        {
            var count = counts.GetValueOrDefault(kind) ?? ErasureCount.None;
            counts = counts.SetItem(kind, new ErasureCount(
                count.Erased + erased.Count(one => one == kind), count.NotAtRest + (kind == done.Kind ? done.NotAtRest : 0)));
        }
        var after = head with
        {
            Batch = next,
            Counts = counts,
            EndedAt = next is null ? now : null,
        };
        return new Decision<Erasure>.Changed(
            erasure with { Head = after },
            new JournalNote(next is null ? "ErasureDone" : "BatchErased"),
            Answer.NoContent,
            next is null ? [] : [BatchDue.Announce(organisation, erasure.Id, next.Number)]);
    }

    /// <returns>Null where nothing is left.</returns>
    private static async Task<ErasureBatch?> NextAsync(
        string organisation, ErasureHead head, ErasureBatch done, RecordKinds kinds, CancellationToken cancellation)
    {
        if (!done.IsEndOfKind)
            return await FindAsync(organisation, head, done, kinds[done.Kind], cancellation);
        var left = kinds.Of(head.Scope).SkipWhile(kind => kind != done.Kind).Skip(1).ToArray();
        return left.Length == 0
            ? null
            : await FindAsync(organisation, head, ErasureBatch.Begin(done.Number, left[0]), kinds[left[0]], cancellation);
    }

    private static async Task<ErasureBatch> FindAsync(
        string organisation, ErasureHead head, ErasureBatch before, IPersonalRecords kind, CancellationToken cancellation)
    {
        var (records, notAtRest, looked) = (new List<string>(), 0, 0);
        await foreach (var record in LookedAtAsync(organisation, head, before, kind, cancellation))
        {
            if (head.Terms.AllowsErasing(record))
                records.Add(record.Id);
            else if (head.Terms.IsOver(record))
                notAtRest++;
            if (records.Count == MaxRecords || ++looked == MaxLooked)
                return new ErasureBatch(before.Number + 1, kind.Kind, records, notAtRest, record.Id, IsEndOfKind: false);
        }
        return new ErasureBatch(before.Number + 1, kind.Kind, records, notAtRest, Last: null, IsEndOfKind: true);
    }

    private static IAsyncEnumerable<PersonalRecord> LookedAtAsync(
        string organisation, ErasureHead head, ErasureBatch before, IPersonalRecords kind, CancellationToken cancellation) => head.Scope switch
        {
            { Record: null } => kind.UnchangedSinceAsync(organisation, head.Terms.Latest, before.Last, cancellation),
            { Kind: { } of, Record: { } record } when kind.TellsOf.Contains(of) =>
                kind.OfPersonAsync(organisation, of, record, before.Last, cancellation),
            { Record: { } record } => OneAsync(organisation, record, kind, cancellation),
        };

    private static async IAsyncEnumerable<PersonalRecord> OneAsync(
        string organisation, string wanted, IPersonalRecords kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await kind.FindAsync(organisation, wanted, cancellation) is { } record)
            yield return record;
    }
}
