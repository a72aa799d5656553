using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>What went out in the files of an agreement, for a bank that speaks of a whole file, or of a batch of it.</summary>
internal sealed class SentLines(FileReader files, FileLines lines, AggregateStore<DebitRun> runs)
{
    /// <summary>The ids of the lines, in the file's order; null where none of our files has that id or number, or no such batch.</summary>
    /// <param name="fileId">SEPA: the message's id.</param>
    /// <param name="sequence">Brazil: the file's number.</param>
    /// <param name="batch">SEPA: the batch's id, which is the message's with a number; null for the whole file.</param>
    public async Task<IAsyncEnumerable<string>?> FindAsync(
        string organisation, BankAgreement agreement, string? fileId, int? sequence, string? batch, CancellationToken cancellation)
    {
        var outlet = Outlets.Bank(agreement);
        var file = sequence is { } number
            ? await files.FindAsync(organisation, outlet, number, cancellation)
            : await files.FindAsync(organisation, outlet, fileId, cancellation);
        if (file?.Agreement is not { } sentUnder)
            return null;
        OrderGroup? group = null;
        if (batch is not null)
        {
            var at = batch.StartsWith(file.Heading.FileId + "-", StringComparison.Ordinal)
                && int.TryParse(batch.AsSpan(file.Heading.FileId.Length + 1), out var parsed) ? parsed : 0;
            if (at < 1 || at > file.Heading.Groups.Count)
                return null;
            group = file.Heading.Groups[at - 1];
        }
        var run = await runs.ReadAsync(organisation, file.Run, cancellation);
        var source = new FileSource(organisation, file.Run, run.Head!, outlet);
        return lines.OrdersAsync(source, sentUnder, cancellation)
            .Skip(file.Before)
            .Take(file.Totals.Orders)
            .Where(order => group is null || group.Holds(order))
            .Select(order => order.LineId);
    }
}
