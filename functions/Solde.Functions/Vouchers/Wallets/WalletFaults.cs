using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>What must always hold of a wallet that is read whole, said in words where it does not.</summary>
internal static class WalletFaults
{
    public static IEnumerable<string> Of(Wallet wallet, IReadOnlyDictionary<string, long> journalSums) =>
    [
        .. Lots(wallet), .. Services(wallet), .. Queue(wallet), .. Counts(wallet), .. Ledgers(wallet, journalSums),
    ];

    /// <summary>Numbers belong to one lot, and what was taken of a lot lies without gap at its front, once.</summary>
    private static IEnumerable<string> Lots(Wallet wallet)
    {
        var last = 0L;
        foreach (var lot in wallet.Lots.Values.OrderBy(lot => lot.First))
        {
            if (lot.First <= last)
                yield return $"Lot {lot.Id} begins at {lot.First}, which another lot holds.";
            last = lot.Last;
            if (lot.Left < 0)
                yield return $"Lot {lot.Id} gave more vouchers than it has.";
            var next = 0;
            foreach (var (service, taking) in lot.Taken.OrderBy(pair => pair.Value.From))
            {
                if (taking.From != next || taking.Count < 1)
                    yield return $"Service {service} took {taking.Count} of lot {lot.Id} from {taking.From}, where {next} comes next.";
                next = taking.From + taking.Count;
                var run = new VoucherRun(lot.Id, lot.First + taking.From, taking.Count, lot.Value, lot.ExpiresOn);
                var trail = wallet.Services.GetValueOrDefault(service)?.Parts.SelectMany(part => part.Vouchers);
                var holds = trail?.Count(known => known == run);
                if (holds != 1)
                    yield return $"Service {service} took vouchers of lot {lot.Id}, and its trail holds them {holds ?? 0} times.";
            }
        }
    }

    private static IEnumerable<string> Services(Wallet wallet)
    {
        foreach (var service in wallet.Services.Values)
        {
            if (service.Missing < 0)
                yield return $"Service {service.Id} needs {service.Vouchers} vouchers and has {service.Allocated}.";
            if (service.Parts.Count > 0 && (service.ReadyAt is null || service.WithdrawnAt is not null))
                yield return $"Service {service.Id} is {service.State} and has vouchers all the same.";
            if (service.WithdrawnAt is null && service.BothAreDone != service.ReadyAt is not null)
                yield return $"Service {service.Id} is ready, or not, against what its sides say.";
            foreach (var (index, part) in service.Parts.Index())
            {
                if (part.Number != index + 1)
                    yield return $"Part {part.Number} of service {service.Id} stands where {index + 1} should.";
                if (part.ReimbursedAt is not null && part.AskedAt is null)
                    yield return $"Part {part.Number} of service {service.Id} is reimbursed without having been asked for.";
                foreach (var run in part.Vouchers)
                {
                    if (wallet.Lots.GetValueOrDefault(run.Lot)?.Taken.ContainsKey(service.Id) != true)
                        yield return $"Part {part.Number} of service {service.Id} holds vouchers of which lot {run.Lot} knows nothing.";
                }
            }
        }
    }

    private static IEnumerable<string> Queue(Wallet wallet)
    {
        var queue = (wallet.Queue ?? WaitingServices.None).Services;
        foreach (var service in wallet.Services.Values.Where(service => service.IsWaiting))
        {
            if (queue.GetValueOrDefault(service.Id) != WaitingService.Of(service))
                yield return $"Service {service.Id} lacks {service.Missing} vouchers, and the queue does not say so.";
        }
        foreach (var id in queue.Keys.Where(id => wallet.Services.GetValueOrDefault(id)?.IsWaiting != true))
            yield return $"Service {id} is in the queue and waits for nothing.";
    }

    private static IEnumerable<string> Counts(Wallet wallet)
    {
        var kept = wallet.Head!.Counts;
        var found = new VoucherCounts(
            wallet.Lots.Values.Sum(lot => (long)lot.Count),
            wallet.Lots.Values.Sum(lot => (long)lot.Allocated),
            wallet.Lots.Values.Sum(lot => (long)(lot.Expired?.Count ?? 0)),
            wallet.Services.Values
                .SelectMany(service => service.Parts)
                .Where(part => part.ReimbursedAt is not null)
                .Sum(part => (long)part.Count));
        if (kept != found)
            yield return $"The wallet counts {kept}, its lots {found}.";
    }

    private static IEnumerable<string> Ledgers(Wallet wallet, IReadOnlyDictionary<string, long> sums)
    {
        var parts = wallet.Services.Values.SelectMany(service => service.Parts).ToLookup(VoucherStates.Of, part => part.Amount.Minor);
        (string Ledger, long Held)[] places =
        [
            (LedgerAccounts.VouchersIssued, -wallet.Lots.Values.Sum(lot => lot.ValueOf(lot.Count).Minor)),
            (LedgerAccounts.VouchersAvailable, wallet.Lots.Values.Sum(lot => lot.ValueOf(lot.Left).Minor)),
            (LedgerAccounts.VouchersAllocated, parts[VoucherStates.Allocated].Sum()),
            (LedgerAccounts.VouchersAsked, parts[VoucherStates.ReimbursementAsked].Sum()),
            (LedgerAccounts.VouchersReimbursed, parts[VoucherStates.Reimbursed].Sum()),
            (LedgerAccounts.VouchersExpired, wallet.Lots.Values.Sum(lot => lot.ValueOf(lot.Expired?.Count ?? 0).Minor)),
        ];
        foreach (var (ledger, held) in places)
        {
            if (sums.GetValueOrDefault(ledger) != held)
                yield return $"The documents hold {held} in {ledger}, the journal says {sums.GetValueOrDefault(ledger)}.";
        }
        foreach (var ledger in sums.Keys.Except(places.Select(place => place.Ledger)))
            yield return $"The journal posts to {ledger}, where no voucher is.";
    }
}
