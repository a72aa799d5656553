namespace Solde.Functions.Vouchers;

/// <summary>
/// Which vouchers go to which services, found from the queue and the lots alone (VOU-01, VOU-05, VOU-06): vouchers that expire first,
/// to the services in their order, as many as there are. Pure.
/// </summary>
/// <param name="Takings">In the order in which they are made.</param>
/// <param name="IsMoreLeft">One transaction holds no more, and there are vouchers and services left.</param>
internal sealed record AllocationPlan(IReadOnlyList<PlannedTaking> Takings, bool IsMoreLeft)
{
    /// <summary>A service's row and the message that tells of it.</summary>
    private const int RowsOfService = 2;

    /// <summary>A lot that is used up leaves the open rows: one row is written, one removed.</summary>
    private const int RowsOfLot = 2;

    private const int MaxServices = 40;

    public IEnumerable<string> Services => Takings.Select(taking => taking.Service).Distinct();

    /// <param name="room">How many operations the transaction has left for it.</param>
    public static AllocationPlan Of(Wallet wallet, DateOnly today, int room)
    {
        var takings = new List<PlannedTaking>();
        using var lots = wallet.Lots.Values
            .Where(lot => lot.IsOpen && lot.IsGoodOn(today))
            .OrderBy(lot => lot.ExpiresOn)
            .ThenBy(lot => lot.First)
            .GetEnumerator();
        var left = 0;
        var services = 0;
        foreach (var (service, waiting) in (wallet.Queue ?? WaitingServices.None).InOrder)
        {
            var missing = waiting.Missing;
            var isBegun = false;
            while (missing > 0)
            {
                var isNewLot = left == 0;
                if (isNewLot && !lots.MoveNext())
                    return new(takings, IsMoreLeft: false);
                if (isNewLot)
                    left = lots.Current.Left;
                var rows = (isBegun ? 0 : RowsOfService) + (isNewLot ? RowsOfLot : 0);
                if (rows > room || (!isBegun && services == MaxServices))
                    return new(takings, IsMoreLeft: true);
                room -= rows;
                services += isBegun ? 0 : 1;
                isBegun = true;

                var count = Math.Min(missing, left);
                takings.Add(new(service, lots.Current.Id, count));
                missing -= count;
                left -= count;
            }
        }
        return new(takings, IsMoreLeft: false);
    }
}

internal sealed record PlannedTaking(string Service, string Lot, int Count);
