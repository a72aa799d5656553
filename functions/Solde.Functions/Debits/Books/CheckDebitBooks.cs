using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>
/// Recomputes a month's charges, group by group: what the journal posted to each ledger account beside what the charges themselves come to,
/// and what is wrong with either. A row at a time, so memory does not grow with charges.
/// </summary>
internal static class CheckDebitBooks
{
    private const int MaxFaults = 100;
    private const int MaxAttempts = 5;

    /// <param name="OnAccounts">Charges that went to billing accounts: those have them in their own books.</param>
    /// <param name="Faults">The first hundred.</param>
    public sealed record View(
        string Month,
        bool Balances,
        string Currency,
        long Groups,
        long Charges,
        long OnAccounts,
        long Entries,
        IReadOnlyCollection<BookLine> Ledgers,
        IReadOnlyCollection<StateSum> States,
        IReadOnlyList<Fault> Faults);

    public sealed record Fault(string Group, string What);

    /// <param name="month">The current one, in the organisation's time zone, unless given.</param>
    /// <param name="group">That one alone; all unless given.</param>
    public static async Task<Answer> Handle(
        string? month,
        string? group,
        Command command,
        GroupReader groups,
        ChargeStore charges,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        DebitMonth.Check("month", month, errors, needed: false);
        errors.Id("group", group, needed: false);
        if (errors.Any)
            return errors.ToRefusal();
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        month ??= await ListCharges.CurrentAsync(command, organisations, clock);
        var (sums, faults, seen) = (new BookSums(), new List<Fault>(), 0L);
        await foreach (var known in groups.AllAsync(command.Organisation, null, command.CancellationToken))
        {
            if (group is not null && known.Id != group)
                continue;
            var (ofGroup, what) = await AtOneMomentAsync(command, month, known.Id, charges);
            sums.Add(ofGroup);
            faults.AddRange(what.Take(MaxFaults - faults.Count).Select(words => new Fault(known.Id, words)));
            seen++;
        }
        if (group is not null && seen == 0)
            return CommonRefusals.NotFound;
        var view = new View(
            month, faults.Count == 0, profile.Currency, seen, sums.Charges, sums.OnAccounts, sums.Entries, sums.Lines, sums.States, faults);
        return Answer.Ok(view, DebitsJson.Default.CheckDebitBooksView);
    }

    /// <summary>Charges and journal take several reads; where something changed between them they need not fit, and are read again.</summary>
    private static async Task<(BookSums Sums, IReadOnlyList<string> Faults)> AtOneMomentAsync(
        Command command, string month, string group, ChargeStore charges)
    {
        var before = -1L;
        for (var attempt = 1; ; attempt++)
        {
            var (sums, faults) = await ReadAsync(command, month, group, charges);
            // Faults that stay while no entry came are faults.
            if (faults.Count == 0 || sums.Entries == before || attempt == MaxAttempts)
                return (sums, faults);
            before = sums.Entries;
        }
    }

    private static async Task<(BookSums Sums, List<string> Faults)> ReadAsync(
        Command command, string month, string group, ChargeStore charges)
    {
        var (sums, faults) = (new BookSums(), new List<string>());
        await foreach (var entry in charges.JournalAsync(command.Organisation, month, group, command.CancellationToken))
        {
            sums.Add(entry);
            Keep(ChargeFaults.Of(entry));
        }
        await foreach (var charge in charges.OfGroupAsync(command.Organisation, month, group, null, null, command.CancellationToken))
        {
            sums.Add(charge);
            Keep(ChargeFaults.Of(charge));
        }
        Keep(sums.Lines.Where(line => line.JournalMinor != line.ChargesMinor)
            .Select(line => $"The journal says {line.JournalMinor} in {line.Ledger}, the charges come to {line.ChargesMinor}."));
        return (sums, faults);

        void Keep(IEnumerable<string> found) => faults.AddRange(found.Take(MaxFaults - faults.Count));
    }
}
