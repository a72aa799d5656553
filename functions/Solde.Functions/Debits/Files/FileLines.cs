using System.Runtime.CompilerServices;

namespace Solde.Functions.Debits;

/// <summary>The lines of a run for one outlet, always in the same order: what a file is made of, the first time and again.</summary>
internal sealed class FileLines(ChargeStore charges, GroupReader groups, MandateLines mandates)
{
    /// <summary>So many orders may wait in memory for their day: about 20 MB.</summary>
    private const int MaxWaiting = 20_000;

    /// <summary>Half of what a query gives, since several files are written at once.</summary>
    private const int ChargesTogether = 500;

    /// <summary>Orders for a bank: what it is told of mandates in front of the debits, SEPA's by their days.</summary>
    public IAsyncEnumerable<DebitOrder> OrdersAsync(FileSource source, BankAgreement agreement, CancellationToken cancellation) =>
        agreement.Scheme switch
        {
            BankSchemes.Sepa => ByDayAsync(source, cancellation),
            BankSchemes.Febraban => OfMandatesAsync(source, cancellation).Concat(DebitsAsync(source, cancellation)),
            _ => DebitsAsync(source, cancellation),
        };

    /// <summary>Only Brazil's banks are told of mandates.</summary>
    public ValueTask<int> CountOfMandatesAsync(FileSource source, BankAgreement? agreement, CancellationToken cancellation) =>
        agreement?.Scheme == BankSchemes.Febraban ? OfMandatesAsync(source, cancellation).CountAsync(cancellation) : new ValueTask<int>(0);

    private IAsyncEnumerable<DebitOrder> OfMandatesAsync(FileSource source, CancellationToken cancellation) =>
        mandates.OfAsync(source.Organisation, source.Run, source.Outlet, cancellation).Select(line => line.Order);

    private IAsyncEnumerable<DebitOrder> DebitsAsync(FileSource source, CancellationToken cancellation) =>
        TriesAsync(source, cancellation).Select(line => BankOrders.Of(line.Charge, line.Try));

    public IAsyncEnumerable<SlipOrder> SlipsAsync(FileSource source, CancellationToken cancellation) =>
        TriesAsync(source, cancellation).Select(line => BankOrders.SlipOf(line.Charge, line.Try));

    /// <summary>Some of its charges do not say any more what stood in the file.</summary>
    public ValueTask<bool> IsAnyErasedAsync(FileSource source, CancellationToken cancellation) =>
        TriesAsync(source, cancellation).AnyAsync(line => line.Charge.ErasedBy is not null, cancellation);

    /// <summary>By groups and quotas. What became of a try is all the same: it went out.</summary>
    private async IAsyncEnumerable<(Charge Charge, ChargeTry Try)> TriesAsync(
        FileSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (month, group) in PlacesAsync(source, cancellation))
        {
            await foreach (var charge in charges.OfGroupAsync(source.Organisation, month, group, null, null, cancellation, ChargesTogether))
            {
                if (charge.TryOf(source.Run, source.Outlet) is { } one)
                    yield return (charge, one);
            }
        }
    }

    private IAsyncEnumerable<RunPlace> PlacesAsync(FileSource source, CancellationToken cancellation) => source.Head.Places is { } places
        ? places.ToAsyncEnumerable()
        : groups.AllAsync(source.Organisation, null, cancellation).Select(group => new RunPlace(source.Head.Month!, group.Id));

    /// <summary>Passes over the charges, each for as many days as memory may hold; a day of more than that goes straight through.</summary>
    private async IAsyncEnumerable<DebitOrder> ByDayAsync(FileSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var days in Passes(source.Days))
        {
            var waiting = days.ToDictionary(day => day, _ => new List<DebitOrder>());
            await foreach (var (charge, one) in TriesAsync(source, cancellation))
            {
                if (!waiting.TryGetValue(one.Due, out var orders))
                    continue;
                var order = BankOrders.Of(charge, one);
                if (days.Count == 1)
                    yield return order;
                else
                    orders.Add(order);
            }
            foreach (var order in days.SelectMany(day => waiting[day]))
                yield return order;
        }
    }

    private static IEnumerable<IReadOnlyList<DateOnly>> Passes(IEnumerable<OrderGroup> days)
    {
        var (pass, lines) = (new List<DateOnly>(), 0);
        foreach (var day in days)
        {
            if (pass.Count > 0 && lines + day.Count > MaxWaiting)
            {
                yield return pass;
                (pass, lines) = ([], 0);
            }
            pass.Add(day.Due);
            lines += day.Count;
        }
        if (pass.Count > 0)
            yield return pass;
    }
}

/// <summary>A run and one of the outlets that it goes out by.</summary>
internal sealed record FileSource(string Organisation, string Run, RunHead Head, string Outlet)
{
    /// <summary>What the run has counted, day by day.</summary>
    public IReadOnlyList<OrderGroup> Days { get; } =
    [
        .. Head.Totals.ByOutlet
            .Where(total => total.Outlet == Outlet && total.Count > 0)
            .GroupBy(total => total.Due)
            .OrderBy(day => day.Key)
            .Select(day => new OrderGroup(
                day.Key,
                SequenceTypes.Recurring,
                day.Sum(total => total.Count),
                day.Select(total => total.Amount).Aggregate((sum, amount) => sum + amount))),
    ];

    /// <summary>Lines that ask for nothing: what the bank is told of mandates.</summary>
    public int OfMandates { get; init; }

    public int Count => OfMandates + Days.Sum(day => day.Count);

    public IReadOnlyList<string> Months =>
        Head.Places is { } places ? [.. places.Select(place => place.Month).Distinct().Order(StringComparer.Ordinal)] : [Head.Month!];
}
