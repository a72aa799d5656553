namespace Solde.Functions.Debits;

/// <summary>What went out in the files of an agreement, for a bank that speaks of a whole file, or of a batch of it.</summary>
internal interface ISentLines
{
    /// <summary>The ids of the lines, in the file's order; null where none of our files has that id or number, or no such batch.</summary>
    /// <param name="fileId">SEPA: the message's id.</param>
    /// <param name="sequence">Brazil: the file's number.</param>
    /// <param name="batch">SEPA: the batch's id; null for the whole file.</param>
    Task<IAsyncEnumerable<string>?> FindAsync(
        string organisation, BankAgreement agreement, string? fileId, int? sequence, string? batch, CancellationToken cancellation);
}
