using System.Globalization;
using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// Files that went out as records of people: their bytes, and what a run told banks of mandates in them. Number, sums and digest stay, so
/// that the sequence has no gap and whoever kept a file can still show that it is this one.
/// </summary>
internal sealed class SentFileRecords(
    AggregateStore<FileRegister> registers, FileReader files, MandateLines mandates, DebitBlobs blobs) : IPersonalRecords
{
    public string Kind => "debit_file";

    public async IAsyncEnumerable<PersonalRecord> UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A few a month: those of years are read at once, as they are for lists.
        var found = await files.AllAsync(organisation, null, cancellation)
            .Where(file => file.ErasedBy is null && file.Heading.CreatedAt < before)
            .Select(RecordOf)
            .ToListAsync(cancellation);
        foreach (var record in found.OrderBy(record => record.Id, StringComparer.Ordinal))
        {
            if (string.CompareOrdinal(record.Id, after) > 0)
                yield return record;
        }
    }

    public async Task<PersonalRecord?> FindAsync(string organisation, string id, CancellationToken cancellation) =>
        await FileOfAsync(organisation, id, cancellation) is { ErasedBy: null } file ? RecordOf(file) : null;

    public async Task<bool> EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        if (await FileOfAsync(organisation, id, cancellation) is not { } file)
            return false;
        if (file.ErasedBy is { } by ? by != order.Run : !order.Terms.AllowsErasing(RecordOf(file)))
            return false;
        // Before the mark, so that where this dies the file is found again; after it once more, for one that was made again in between.
        await ClearAsync(organisation, file, cancellation);
        var command = DebitErasures.CommandOf(order, organisation, cancellation);
        await registers.ChangeAsync(file.Outlet, command, register => Decide(register, file.Number, order));
        await ClearAsync(organisation, file, cancellation);
        return (await FileOfAsync(organisation, id, cancellation))!.ErasedBy == order.Run;
    }

    internal static Decision<FileRegister> Decide(FileRegister register, int number, ErasureOrder order)
    {
        var row = FileRegister.SentRow(number);
        if (!register.AskedFor.Contains(row))
            return new Decision<FileRegister>.NeedsRows([row]);
        var file = register.Sent[row[FileRegister.SentPrefix.Length..]];
        return file.ErasedBy is not null
            ? new Decision<FileRegister>.Unchanged(Answer.NoContent)
            : new Decision<FileRegister>.Changed(
                register.Changed(file with { ErasedBy = order.Run }), new JournalNote("FileErased", order.Reason), Answer.NoContent, []);
    }

    /// <summary>
    /// All that was ever written under the number. What banks were told of mandates may stand in any of a run's files: it goes with the
    /// last.
    /// </summary>
    private async Task ClearAsync(string organisation, SentFile file, CancellationToken cancellation)
    {
        var names = blobs.NamesAsync(DebitBlobs.SentPrefix(organisation, file.Outlet, file.Number), cancellation);
        await foreach (var name in names)
            await blobs.Of(name).DeleteIfExistsAsync(cancellationToken: cancellation);
        if (file.IsLast)
            await mandates.EraseAsync(organisation, file.Run, file.Outlet, cancellation);
    }

    private async Task<SentFile?> FileOfAsync(string organisation, string id, CancellationToken cancellation) =>
        PairIds.Find(id) is var (outlet, text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await files.FindAsync(organisation, outlet, number, cancellation)
            : null;

    private static PersonalRecord RecordOf(SentFile file) => new(
        PairIds.Of(file.Outlet, file.Number.ToString("D9", CultureInfo.InvariantCulture)),
        file.Heading.CreatedAt,
        IsAtRest: true,
        IsOfBooks: true);
}
