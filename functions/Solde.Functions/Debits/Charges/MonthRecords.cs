using System.Globalization;
using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>
/// The charges of a group's month as records of people: whom they asked, at which address and bank account. What they are made of, what
/// came of them and what they posted stays, so the month's books are what they were.
/// </summary>
internal sealed class MonthRecords(ChargedMonths months, ChargeStore charges, ChargeEraser eraser, IOrganisationDirectory organisations)
    : IPersonalRecords
{
    public string Kind => "debit_month";

    public async IAsyncEnumerable<PersonalRecord> UnchangedSinceAsync(
        string organisation, DateTimeOffset before, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var place in months.AllAsync(organisation, after, cancellation))
        {
            if (await EndOfAsync(organisation, place, cancellation) < before
                && await RecordOfAsync(organisation, place, cancellation) is var record
                && record.ChangedAt < before)
                yield return record;
        }
    }

    public async Task<PersonalRecord?> FindAsync(string organisation, string id, CancellationToken cancellation) =>
        PlaceOf(id) is { } place && await months.FindAsync(organisation, place, cancellation) is not null
            ? await RecordOfAsync(organisation, place, cancellation)
            : null;

    public async Task<bool> EraseAsync(string organisation, string id, ErasureOrder order, CancellationToken cancellation)
    {
        if (PlaceOf(id) is not { } place)
            return false;
        // Its row goes last: where this dies the month is found again.
        if (await months.FindAsync(organisation, place, cancellation) is not { } row)
            return await eraser.IsDoneAsync(organisation, place, order, cancellation);
        if (!order.Terms.AllowsErasing(await RecordOfAsync(organisation, place, cancellation)))
            return false;
        if (!await eraser.SweepAsync(organisation, place, order, cancellation))
            return false;
        await eraser.TellAsync(organisation, place, order, cancellation);
        await months.RemoveAsync(row, cancellation);
        return true;
    }

    private async Task<PersonalRecord> RecordOfAsync(string organisation, RunPlace place, CancellationToken cancellation)
    {
        var changedAt = await EndOfAsync(organisation, place, cancellation);
        await foreach (var entry in charges.JournalAsync(organisation, place.Month, place.Group, cancellation))
        {
            if (entry.Action != ErasureOrder.Action && entry.At > changedAt)
                changedAt = entry.At;
        }
        var isAtRest = await charges.OfGroupAsync(organisation, place.Month, place.Group, null, null, cancellation)
            .AllAsync(charge => charge.IsClosed, cancellation);
        return new PersonalRecord(ChargedMonths.KeyOf(place), changedAt, isAtRest, IsOfBooks: true);
    }

    /// <summary>A month that is charged ahead is not over before its last day is.</summary>
    private async Task<DateTimeOffset> EndOfAsync(string organisation, RunPlace place, CancellationToken cancellation)
    {
        var calendar = (await organisations.FindAsync(organisation, cancellation))!.Profile!.Calendar;
        var first = DateOnly.ParseExact(place.Month, "yyyy-MM", CultureInfo.InvariantCulture);
        return calendar.StartOf(first.AddMonths(1)).AddTicks(-1);
    }

    private static RunPlace? PlaceOf(string id) =>
        PairIds.Find(id) is var (group, month) && DebitMonth.IsMonth(month) ? new RunPlace(month, group) : null;
}
