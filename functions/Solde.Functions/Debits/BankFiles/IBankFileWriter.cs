using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Writes one file under one agreement. Its memory does not grow with the lines.</summary>
internal interface IBankFileWriter
{
    /// <summary>So many orders fit into one file.</summary>
    int MaxOrders { get; }

    /// <summary>Why an order cannot go into a file of this agreement, or null. Asked before: the writer takes none that cannot.</summary>
    FieldError? Check(DebitOrder order);

    /// <summary>Nothing of the file counts before the totals come back: after an outage it is written anew.</summary>
    /// <exception cref="InvalidOperationException">An order or a heading that should have been checked before: a bug.</exception>
    Task<FileTotals> WriteAsync(FileHeading heading, IAsyncEnumerable<DebitOrder> orders, Stream file, CancellationToken cancellation);
}

/// <summary>Looks a finished file over before it is released, by a description of its own.</summary>
internal interface IBankFileCheck
{
    /// <returns>The first fault, or null for a file that may go.</returns>
    Task<FileFault?> CheckAsync(Stream file, CancellationToken cancellation);
}

/// <summary>Reads what a bank sends back under one agreement.</summary>
internal interface IReturnFileReader
{
    /// <summary>The whole file is looked over first, and lines are given out only of one that is whole.</summary>
    /// <param name="file">Seekable: it is read twice, once to be checked and once for its lines.</param>
    /// <param name="expectedSequence">The number this file must have; null where any will do (the first, or SEPA's).</param>
    Task<ReturnReading> ReadAsync(Stream file, int? expectedSequence, CancellationToken cancellation);
}
