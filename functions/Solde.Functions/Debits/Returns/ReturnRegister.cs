using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>
/// What a bank sent back under one agreement: the number of its last file, and a row for each file. The number is taken in the same step that
/// writes the row (DEB-21). Files that are applied settle: a command reads the head and what is still to be applied.
/// </summary>
internal sealed record ReturnRegister : IAggregate<ReturnRegister>
{
    public const string FilePrefix = "file|";
    private const string PrintPrefix = "print|";
    private const string MessagePrefix = "message|";

    public static string Table => ChargeStore.Table;

    public static string Kind => "debit-returns";

    /// <summary>The agreement's.</summary>
    public required string Id { get; init; }

    /// <summary>Null before the first file.</summary>
    public ReturnRegisterHead? Head { get; init; }

    /// <summary>Those that are being applied, and those that were looked for; by their ids.</summary>
    public required ImmutableSortedDictionary<string, ReturnFile> Files { get; init; }

    /// <summary>Which file has these bytes, by their SHA-256, of those that were looked for.</summary>
    public required ImmutableSortedDictionary<string, ReturnName> Prints { get; init; }

    /// <summary>Which file has the bank's id, of those that were looked for.</summary>
    public required ImmutableSortedDictionary<string, ReturnName> Messages { get; init; }

    public ImmutableHashSet<string> AskedFor { get; init; } = [];

    public bool Exists => Head is not null;

    /// <summary>What this bank's next file must have; null where any will do.</summary>
    public int? ExpectedNumber => Head?.LastNumber + 1;

    /// <summary>The one whose turn it is to be applied.</summary>
    public ReturnFile? Next => Files.Values.Where(file => file.State == ReturnStates.Applying).MinBy(file => file.Turn);

    public static string FileRow(string id) => FilePrefix + id;

    public static string PrintRow(string sha256) => PrintPrefix + sha256;

    public static string MessageRow(string digest) => MessagePrefix + digest;

    public static ReturnRegister FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Head = rows.Get(Row.Head, DebitRows.Default.ReturnRegisterHead),
        Files = rows.All(FilePrefix, DebitRows.Default.ReturnFile).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Prints = rows.All(PrintPrefix, DebitRows.Default.ReturnName).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Messages = rows.All(MessagePrefix, DebitRows.Default.ReturnName).ToImmutableSortedDictionary(StringComparer.Ordinal),
        AskedFor = [.. rows.AskedFor],
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, DebitRows.Default.ReturnRegisterHead);
        foreach (var (id, file) in Files)
            yield return new Row(FileRow(id), file.State == ReturnStates.Applying, file, DebitRows.Default.ReturnFile);
        foreach (var (sha256, name) in Prints)
            yield return new Row(PrintRow(sha256), IsOpen: false, name, DebitRows.Default.ReturnName);
        foreach (var (digest, name) in Messages)
            yield return new Row(MessageRow(digest), IsOpen: false, name, DebitRows.Default.ReturnName);
    }

    /// <summary>The file with these bytes, however it ended; null for none.</summary>
    public ReturnFile? WithPrint(string sha256) => Prints.GetValueOrDefault(sha256) is { } name ? Files.GetValueOrDefault(name.File) : null;

    /// <summary>Settled rows that must be read before anything can be said of a file with these bytes and this id.</summary>
    public IReadOnlyList<string> Unread(string sha256, string? digest)
    {
        var names = new List<string> { PrintRow(sha256) };
        if (digest is not null)
            names.Add(MessageRow(digest));
        if (Prints.GetValueOrDefault(sha256) is { } name && !Files.ContainsKey(name.File))
            names.Add(FileRow(name.File));
        return [.. names.Where(row => Exists && !AskedFor.Contains(row))];
    }

    public ReturnRegister With(ReturnFile file) => this with { Files = Files.SetItem(file.Id, file) };
}

/// <param name="LastNumber">Of the last file that was taken; null before the first, and for banks whose files have none.</param>
/// <param name="Taken">How many files were, and so whose turn each is.</param>
internal sealed record ReturnRegisterHead(int? LastNumber, int Taken);

/// <param name="File">A file's id.</param>
internal sealed record ReturnName(string File);

/// <summary>A file of a bank's, and how far it is applied.</summary>
/// <param name="State">One of <see cref="ReturnStates"/>.</param>
/// <param name="Source">The name it lay under in the folder; null for one that was sent by a call.</param>
/// <param name="ReceivedBy">The key that sent it, or the folder.</param>
/// <param name="Number">Null where the scheme has none, and of a file that is refused.</param>
/// <param name="BankFileId">SEPA: the bank's id of the report.</param>
/// <param name="CreatedOn">As the file says.</param>
/// <param name="Turn">Files are applied in the order in which they were taken.</param>
/// <param name="Done">So many of its lines are applied or listed.</param>
/// <param name="Fault">Why it is refused; null where it is not.</param>
/// <param name="ErasedBy">The order by which its bytes were erased; null while they are kept.</param>
internal sealed record ReturnFile(
    string Id,
    string State,
    string Sha256,
    long Bytes,
    string? Source,
    DateTimeOffset ReceivedAt,
    string ReceivedBy,
    int? Number = null,
    string? BankFileId = null,
    DateOnly? CreatedOn = null,
    int Turn = 0,
    long Done = 0,
    ReturnTotals? Totals = null,
    DateTimeOffset? AppliedAt = null,
    ReturnFault? Fault = null,
    string? ErasedBy = null);

internal static class ReturnStates
{
    /// <summary>Its number is taken, and its lines are on their way to the charges.</summary>
    public const string Applying = "applying";

    public const string Applied = "applied";

    /// <summary>Nothing of it counts, its number included. Where it came too early it can be sent again later.</summary>
    public const string Refused = "refused";

    public static readonly IReadOnlyList<string> All = [Applying, Applied, Refused];
}

/// <param name="Code">Of one of <see cref="FileFaults"/>.</param>
/// <param name="Line">0 where it is about the file as a whole.</param>
internal sealed record ReturnFault(string Code, long Line, IReadOnlyList<string> Arguments)
{
    public static ReturnFault Of(FileFault fault) =>
        new(fault.Kind.Code, fault.Line, [.. fault.Arguments.Select(argument => FormattableString.Invariant($"{argument}"))]);

    public string In(string language) => FileFaults.All.First(kind => kind.Code == Code).Reason.In(language, [.. Arguments]);
}

/// <summary>What the lines said. Sums of pieces: a piece that is gone through again counts once.</summary>
/// <param name="Lines">All, whatever became of them.</param>
/// <param name="ByOutcome">Those that were applied.</param>
/// <param name="Listed">Those that a person must look at: not applied, or not wholly.</param>
/// <param name="Unapplied">Those among them of which nothing was applied.</param>
internal sealed record ReturnTotals(int Lines, IReadOnlyList<OutcomeTotal> ByOutcome, int Listed, int Unapplied)
{
    public static readonly ReturnTotals None = new(0, [], 0, 0);

    [JsonIgnore]
    public int Applied => ByOutcome.Sum(total => total.Count);

    public static ReturnTotals operator +(ReturnTotals one, ReturnTotals other) => new(
        one.Lines + other.Lines,
        OutcomeTotal.Sum(one.ByOutcome.Concat(other.ByOutcome)),
        one.Listed + other.Listed,
        one.Unapplied + other.Unapplied);
}

/// <param name="Outcome">One of <see cref="ReturnOutcomes"/>.</param>
/// <param name="Amount">What the lines say; null where none says any.</param>
internal sealed record OutcomeTotal(string Outcome, int Count, Money? Amount)
{
    public static IReadOnlyList<OutcomeTotal> Sum(IEnumerable<OutcomeTotal> totals) =>
    [
        .. totals
            .GroupBy(total => total.Outcome, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new OutcomeTotal(
                group.Key,
                group.Sum(total => total.Count),
                group.Select(total => total.Amount).Aggregate((sum, amount) => sum is null || amount is null ? sum ?? amount : sum + amount))),
    ];
}
