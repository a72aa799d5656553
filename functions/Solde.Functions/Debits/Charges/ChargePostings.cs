using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What charges post. Those that go to a billing account are in that account's books, and post nothing here.</summary>
internal static class ChargePostings
{
    /// <summary>What members owe by charges: its sum over the journal is what the charges still ask for.</summary>
    public const string Receivable = LedgerAccounts.Receivable;

    /// <summary>What the organisation has to give back: what is kept of it is taken from here.</summary>
    public static readonly string Unclaimed = LedgerAccounts.Group("unclaimed");

    /// <summary>
    /// A new charge: owed by the member, due to the funds and to whom the fees go. What is withheld is owed by nobody: it is less to give back.
    /// </summary>
    public static IEnumerable<Posting> Made(Charge charge) => IsElsewhere(charge)
        ? []
        : charge.Parts
            .Select(part => new Posting(LedgerAccounts.Group(part.Code), -part.Amount))
            .Prepend(new Posting(IsWithheld(charge) ? Unclaimed : Receivable, charge.Amount));

    /// <summary>Money that arrived, or went back where it is less than nothing.</summary>
    public static IEnumerable<Posting> Moved(Charge charge, string channel, Money amount) =>
        IsElsewhere(charge) || IsWithheld(charge) || amount.IsZero
            ? []
            : [new Posting(LedgerAccounts.Receipts(channel), amount), new Posting(Receivable, -amount)];

    /// <summary>All that a charge as it stands has posted so far: what the journal must say of it.</summary>
    public static IEnumerable<Posting> Of(Charge charge) => charge.Tries
        .Where(one => one.Outcome is not null)
        .SelectMany(one => Moved(charge, one.Channel, one.Outcome!.Amount))
        .Concat(charge.State == ChargeStates.Cancelled ? [] : Made(charge));

    /// <summary>What a change of a charge posts, so that the journal goes on saying of it what it says of itself.</summary>
    public static IReadOnlyList<Posting> Between(Charge before, Charge after) =>
        Summed(Of(after).Concat(Of(before).Select(posting => new Posting(posting.Ledger, -posting.Amount))));

    /// <summary>One entry for many charges: a line for each ledger account.</summary>
    public static IReadOnlyList<Posting> Summed(IEnumerable<Posting> postings) => Postings.Balanced(postings
        .GroupBy(posting => posting.Ledger, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new Posting(group.Key, group.Select(posting => posting.Amount).Aggregate((sum, amount) => sum + amount))));

    private static bool IsWithheld(Charge charge) => charge.Tries[0].Channel == Channels.Withheld;

    private static bool IsElsewhere(Charge charge) => charge.Tries[0].Outlet == Outlets.Account;
}
