using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What all lines of a stretch that name a charge did to it, one after another. Pure.</summary>
internal sealed record ChargeResult(
    Charge After,
    bool HasChanged,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<(PlacedLine Line, ReturnVerdict Verdict)> Lines,
    IReadOnlyList<ListedLine> Listed)
{
    public static ChargeResult Of(Charge before, IReadOnlyList<PlacedLine> lines, ReturnTerms terms)
    {
        var after = before;
        var verdicts = new List<(PlacedLine, ReturnVerdict)>();
        var listed = new List<ListedLine>();
        foreach (var line in lines)
        {
            // What the bank named by itself is not meant by what it says of the rest.
            if (line.IsForAll && after.Tries.Any(one => one.Number == line.Charge!.Try && line.IsNamedBy(one)))
                continue;
            var verdict = ReturnRule.Apply(after, line.Charge!.Try, line.Line, line.Source, terms);
            verdicts.Add((line, verdict));
            if (verdict.Why is { } why)
                listed.Add(ListedLine.Of(line, why) with { IsApplied = verdict.IsApplied, Booked = verdict.Booked });
            after = verdict.Charge;
        }
        return new ChargeResult(after, !ReferenceEquals(after, before), ChargePostings.Between(before, after), verdicts, listed);
    }
}
