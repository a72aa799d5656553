using System.Collections.Immutable;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>
/// The files of one outlet: each number is taken in the same step that stores what the file is, so that the sequence has neither gap nor
/// repeat (DEB-20), and that step says which run has it, so that a run has its files once.
/// </summary>
internal sealed record FileRegister : IAggregate<FileRegister>
{
    public const string SentPrefix = "sent|";
    private const string RunPrefix = "run|";

    public static string Table => ChargeStore.Table;

    public static string Kind => "debit-files";

    public required string Outlet { get; init; }

    public required FileCounter Head { get; init; }

    /// <summary>Those that were read or are being added.</summary>
    public required ImmutableSortedDictionary<string, SentFile> Sent { get; init; }

    public required ImmutableSortedDictionary<string, RunFiles> Runs { get; init; }

    public required ImmutableHashSet<string> AskedFor { get; init; }

    public bool Exists => Head.Last > 0;

    /// <summary>Nine digits, so that rows sort as they count.</summary>
    public static string SentRow(int number) => SentPrefix + number.ToString("D9");

    public static string RunRow(string run) => RunPrefix + run;

    public static FileRegister FromRows(string id, RowSet rows) => new()
    {
        Outlet = id,
        Head = rows.Get(Row.Head, DebitRows.Default.FileCounter) ?? new FileCounter(0),
        Sent = rows.All(SentPrefix, DebitRows.Default.SentFile).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Runs = rows.All(RunPrefix, DebitRows.Default.RunFiles).ToImmutableSortedDictionary(StringComparer.Ordinal),
        AskedFor = [.. rows.AskedFor],
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head, DebitRows.Default.FileCounter);
        foreach (var (number, file) in Sent)
            yield return new Row(SentPrefix + number, IsOpen: false, file, DebitRows.Default.SentFile);
        foreach (var (run, files) in Runs)
            yield return new Row(RunPrefix + run, IsOpen: false, files, DebitRows.Default.RunFiles);
    }

    public RunFiles MadeBy(string run) => Runs.GetValueOrDefault(run) ?? RunFiles.None;

    /// <summary>With one that was sent before as it is now.</summary>
    public FileRegister Changed(SentFile file) =>
        this with { Sent = Sent.SetItem(SentRow(file.Number)[SentPrefix.Length..], file) };

    public FileRegister With(SentFile file) => this with
    {
        Head = new FileCounter(file.Number),
        Sent = Sent.SetItem(SentRow(file.Number)[SentPrefix.Length..], file),
        Runs = Runs.SetItem(file.Run, MadeBy(file.Run).With(file)),
    };
}

/// <param name="Last">The number of the outlet's newest file; 0 before the first.</param>
internal sealed record FileCounter(int Last);

/// <summary>What an outlet has of one run. It is more than one file where the bank takes no more lines in one.</summary>
/// <param name="Lines">In all of them.</param>
internal sealed record RunFiles(IReadOnlyList<int> Numbers, int Lines, bool IsComplete)
{
    public static readonly RunFiles None = new([], 0, false);

    public RunFiles With(SentFile file) => new([.. Numbers, file.Number], Lines + file.Totals.Orders, file.IsLast);
}
