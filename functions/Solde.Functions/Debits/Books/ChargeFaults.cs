using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What must always hold of a charge and of an entry about charges, said in words where it does not.</summary>
internal static class ChargeFaults
{
    public static IEnumerable<string> Of(Charge charge)
    {
        var parts = charge.Parts.Sum(part => part.Amount.Minor);
        if (parts != charge.Amount.Minor)
            yield return $"Charge {charge.Quota} is {charge.Amount.Minor}, its parts add up to {parts}.";
        var arrived = charge.Tries.Sum(one => one.Outcome?.Amount.Minor ?? 0);
        if (arrived != charge.Paid.Minor)
            yield return $"Charge {charge.Quota} says {charge.Paid.Minor} is paid, its tries say {arrived}.";
        if ((charge.State == ChargeStates.Paid) != (charge.Left.Minor <= 0))
            yield return $"Charge {charge.Quota} is {charge.State} with {charge.Left.Minor} left.";
        if (charge.Tries.Select(one => one.LineId).Distinct(StringComparer.Ordinal).Count() != charge.Tries.Count)
            yield return $"Charge {charge.Quota} has two tries under one line id.";
    }

    public static IEnumerable<string> Of(ChargeEntry entry)
    {
        if (!Postings.AreBalanced(entry.Postings))
            yield return $"The entry {entry.Action} of {entry.At:O} does not balance.";
    }
}
