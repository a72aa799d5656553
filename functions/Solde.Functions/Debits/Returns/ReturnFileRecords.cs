using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Files that banks sent back as records of people: their bytes, and what of them was listed in a bank's own words. Number, digest and
/// counts stay. One that was refused is no part of the books: nothing of it was counted.
/// </summary>
internal sealed class ReturnFileRecords(
    AggregateStore<ReturnRegister> registers, ReturnReader files, ListedLines listed, DebitBlobs blobs) : IPersonalRecords
{
    public string Kind => "debit_return";

    public async IAsyncEnumerable<PersonalRecord> UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A file a day: those of years are read at once, as they are for lists.
        var found = await files.AllAsync(organisation, cancellation)
            .Where(one => one.File.ErasedBy is null)
            .Select(one => RecordOf(one.Agreement, one.File))
            .Where(record => record.ChangedAt < before)
            .ToListAsync(cancellation);
        foreach (var record in found.OrderBy(record => record.Id, StringComparer.Ordinal))
        {
            if (string.CompareOrdinal(record.Id, after) > 0)
                yield return record;
        }
    }

    public async Task<PersonalRecord?> FindAsync(string organisation, string id, CancellationToken cancellation) =>
        PairIds.Find(id) is var (agreement, file)
        && await files.FindAsync(organisation, agreement, file, cancellation) is { ErasedBy: null } found
            ? RecordOf(agreement, found)
            : null;

    public async Task<bool> EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        if (PairIds.Find(id) is not var (agreement, name)
            || await files.FindAsync(organisation, agreement, name, cancellation) is not { } known)
            return false;
        // The bytes of a refused file may come again, and be taken: only the version that lay there before the file was looked at goes.
        var blob = TakeReturn.BlobOf(organisation, agreement, known.Sha256);
        var version = await blobs.VersionOfAsync(blob, cancellation);
        var file = (await files.FindAsync(organisation, agreement, name, cancellation))!;
        if (file.ErasedBy is not null)
            return file.ErasedBy == order.Run;
        if (!order.Terms.AllowsErasing(RecordOf(agreement, file)))
            return false;
        // The mark goes last: where this dies the file is found again.
        await listed.EraseAsync(organisation, name, cancellation);
        if (version is { } found)
            await blobs.RemoveAsync(blob, found, cancellation);
        var command = DebitErasures.CommandOf(order, organisation, cancellation);
        await registers.ChangeAsync(agreement, command, register => Decide(register, file, order));
        return (await files.FindAsync(organisation, agreement, name, cancellation))!.ErasedBy == order.Run;
    }

    internal static Decision<ReturnRegister> Decide(ReturnRegister register, ReturnFile file, ErasureOrder order)
    {
        if (!register.Files.ContainsKey(file.Id) && !register.AskedFor.Contains(ReturnRegister.FileRow(file.Id)))
            return new Decision<ReturnRegister>.NeedsRows([ReturnRegister.FileRow(file.Id)]);
        // Another state, or another time: it came again.
        return register.Files[file.Id] is var now && (now.State, now.ReceivedAt, now.ErasedBy) == (file.State, file.ReceivedAt, null)
            ? new Decision<ReturnRegister>.Changed(
                register.With(now with { ErasedBy = order.Run }), new JournalNote("ReturnErased", order.Reason), Answer.NoContent, [])
            : new Decision<ReturnRegister>.Unchanged(Answer.NoContent);
    }

    private static PersonalRecord RecordOf(string agreement, ReturnFile file) => new(
        PairIds.Of(agreement, file.Id),
        file.AppliedAt ?? file.ReceivedAt,
        IsAtRest: file.State != ReturnStates.Applying,
        IsOfBooks: file.State != ReturnStates.Refused);
}
