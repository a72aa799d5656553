using System.Runtime.CompilerServices;

namespace Solde.Functions.Debits;

/// <summary>A return file that was looked over: either a fault, or its heading and its lines.</summary>
/// <param name="Lines">Read from the same stream as they are asked for; empty where there is a fault.</param>
internal sealed record ReturnReading(FileFault? Fault, ReturnHeading? Heading, IAsyncEnumerable<ReturnedLine> Lines)
{
    /// <summary>
    /// Runs one parser twice: to the end for faults, then for the lines. So the lines that come out are those that were checked,
    /// and none is kept meanwhile.
    /// </summary>
    public static async Task<ReturnReading> OfAsync(
        Stream file, Func<Stream, CancellationToken, IAsyncEnumerable<ReturnPart>> parse, CancellationToken cancellation)
    {
        var start = file.Position;
        ReturnHeading? heading = null;
        await foreach (var part in parse(file, cancellation))
        {
            if (part.Fault is { } fault)
                return new ReturnReading(fault, null, NoLines());
            heading = part.Heading ?? heading;
        }
        return new ReturnReading(null, heading!, LinesAsync(file, start, parse, CancellationToken.None));
    }

    private static async IAsyncEnumerable<ReturnedLine> LinesAsync(
        Stream file,
        long start,
        Func<Stream, CancellationToken, IAsyncEnumerable<ReturnPart>> parse,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        file.Position = start;
        await foreach (var part in parse(file, cancellation))
        {
            // Somebody wrote to the file between the two readings.
            if (part.Fault is not null)
                throw new InvalidOperationException("The file is no longer the one that was checked.");
            if (part.Line is { } line)
                yield return line;
        }
    }

    private static async IAsyncEnumerable<ReturnedLine> NoLines()
    {
        await Task.CompletedTask;
        yield break;
    }
}

/// <param name="Sequence">The file's number; null where the scheme has none.</param>
/// <param name="FileId">SEPA: the bank's id of this message, by which a second delivery is known.</param>
internal sealed record ReturnHeading(int? Sequence, string? FileId, DateOnly? CreatedOn);

/// <summary>What a parser comes upon next: one of the three.</summary>
internal readonly record struct ReturnPart(FileFault? Fault, ReturnHeading? Heading, ReturnedLine? Line)
{
    public static implicit operator ReturnPart(FileFault fault) => new(fault, null, null);

    public static implicit operator ReturnPart(ReturnHeading heading) => new(null, heading, null);

    public static implicit operator ReturnPart(ReturnedLine line) => new(null, null, line);
}
