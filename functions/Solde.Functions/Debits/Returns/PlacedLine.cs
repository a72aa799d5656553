using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A line of a return file and where it stands.</summary>
/// <param name="Charge">The line of ours that it names; null where it names none.</param>
/// <param name="IsForAll">It falls on every line of a file or batch of ours, but for those that the bank named.</param>
internal sealed record PlacedLine(ReturnedLine Line, ReturnSource Source, ChargeLine? Charge, bool IsForAll = false)
{
    /// <summary>Sorts as it stands in the file; what falls on many lines of ours has one for each.</summary>
    public string Key => IsForAll ? $"{Source.Key}.{Line.LineId}" : Source.Key;

    /// <summary>A word on a whole file, as if the bank had said it of one line of it.</summary>
    public PlacedLine Of(string lineId) =>
        this with { Line = Line with { LineId = lineId, Amount = null }, Charge = ChargeLine.Find(lineId), IsForAll = true };

    /// <summary>The bank has said something else of the try in the same file.</summary>
    public bool IsNamedBy(ChargeTry one) =>
        one.Outcome is { } outcome
        && outcome.Source.StartsWith(Source.File + "/", StringComparison.Ordinal)
        && outcome.Source != Source.ToString();

    /// <summary>Numbers the items of a record that holds several.</summary>
    public static async IAsyncEnumerable<PlacedLine> OfAsync(string file, IAsyncEnumerable<ReturnedLine> lines)
    {
        var (last, item) = (0L, 0);
        await foreach (var line in lines)
        {
            item = line.Line == last ? item + 1 : 1;
            last = line.Line;
            yield return new PlacedLine(line, new ReturnSource(file, line.Line, item), ChargeLine.Find(line.LineId));
        }
    }
}

/// <summary>What became of lines, as it is found out.</summary>
internal sealed class ReturnTally
{
    private readonly List<OutcomeTotal> _applied = [];
    private int _lines, _listed, _unapplied;

    public ReturnTotals Totals => new(_lines, OutcomeTotal.Sum(_applied), _listed, _unapplied);

    public void Applied(ReturnedLine line, bool isListed)
    {
        _lines++;
        _listed += isListed ? 1 : 0;
        _applied.Add(new OutcomeTotal(line.Outcome, 1, line.Amount));
        // A long file is no long list.
        if (_applied.Count >= 1_000)
        {
            var sums = OutcomeTotal.Sum(_applied);
            _applied.Clear();
            _applied.AddRange(sums);
        }
    }

    public void Listed()
    {
        _lines++;
        _listed++;
        _unapplied++;
    }
}
