using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>Two sums for each ledger account that ought to be the same: what the journal says, and what the charges come to.</summary>
internal sealed class BookSums
{
    private readonly SortedDictionary<string, BookLine> _lines = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StateSum> _states = new(StringComparer.Ordinal);

    public IReadOnlyCollection<BookLine> Lines => _lines.Values;

    public IReadOnlyCollection<StateSum> States => _states.Values;

    public long Charges { get; private set; }

    /// <summary>Of the charges, those that billing accounts have in their own books.</summary>
    public long OnAccounts { get; private set; }

    public long Entries { get; private set; }

    public void Add(ChargeEntry entry)
    {
        Entries++;
        foreach (var posting in entry.Postings)
            Add(new BookLine(posting.Ledger, posting.Amount.Minor, 0));
    }

    public void Add(Charge charge)
    {
        Charges++;
        if (charge.Tries[0].Outlet == Outlets.Account)
            OnAccounts++;
        Add(new StateSum(charge.State, 1, charge.Amount.Minor, charge.Paid.Minor));
        foreach (var posting in ChargePostings.Of(charge))
            Add(new BookLine(posting.Ledger, 0, posting.Amount.Minor));
    }

    public void Add(BookSums other)
    {
        Charges += other.Charges;
        OnAccounts += other.OnAccounts;
        Entries += other.Entries;
        foreach (var line in other.Lines)
            Add(line);
        foreach (var state in other.States)
            Add(state);
    }

    private void Add(BookLine line) =>
        _lines[line.Ledger] = _lines.TryGetValue(line.Ledger, out var known) ? known + line : line;

    private void Add(StateSum state) =>
        _states[state.State] = _states.TryGetValue(state.State, out var known) ? known + state : state;
}

/// <param name="JournalMinor">Debit above zero.</param>
/// <param name="ChargesMinor">What the journal ought to say.</param>
internal sealed record BookLine(string Ledger, long JournalMinor, long ChargesMinor)
{
    public static BookLine operator +(BookLine one, BookLine other) => one with
    {
        JournalMinor = checked(one.JournalMinor + other.JournalMinor),
        ChargesMinor = checked(one.ChargesMinor + other.ChargesMinor),
    };
}

/// <param name="State">One of <see cref="ChargeStates"/>.</param>
internal sealed record StateSum(string State, long Charges, long AmountMinor, long PaidMinor)
{
    public static StateSum operator +(StateSum one, StateSum other) => one with
    {
        Charges = one.Charges + other.Charges,
        AmountMinor = checked(one.AmountMinor + other.AmountMinor),
        PaidMinor = checked(one.PaidMinor + other.PaidMinor),
    };
}
