using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>
/// How every command ends that brings vouchers or lets a service wait for some: what there is goes to the services, all of it where it
/// is too few (VOU-05). So a wallet that has vouchers has an empty queue, unless a rest is under way. Pure.
/// </summary>
internal static class AllocateVouchers
{
    /// <summary>
    /// Of the 100 operations that the storage takes in a transaction, less head, journal, idempotency record, queue, three messages of
    /// the wallet, and the command's own lot or service with its message.
    /// </summary>
    private const int Room = 88;

    /// <param name="note">What the command itself did; postings of what is allocated are added.</param>
    /// <param name="answer">Made from the wallet as it is in the end.</param>
    public static Decision<Wallet> End(
        Wallet wallet, JournalNote note, VoucherMoment moment, Func<Wallet, Answer> answer, int room = Room)
    {
        var plan = AllocationPlan.Of(wallet, moment.Today, room);
        if (wallet.NotYetRead(plan.Services) is { Count: > 0 } missing)
            return new Decision<Wallet>.NeedsRows(missing);
        var (after, value) = Apply(plan, wallet, moment.Now);
        return new Decision<Wallet>.Changed(
            after,
            note with
            {
                Postings =
                [
                    .. note.Postings,
                    .. VoucherPostings.Move(LedgerAccounts.VouchersAvailable, LedgerAccounts.VouchersAllocated, value),
                ],
            },
            answer(after),
            plan.IsMoreLeft ? [AllocationDue.Announce(moment.Organisation, wallet.Id)] : []);
    }

    /// <summary>Only what is left to allocate; nothing where the queue or the wallet is empty.</summary>
    public static Decision<Wallet> Continue(Wallet wallet, VoucherMoment moment) =>
        AllocationPlan.Of(wallet, moment.Today, Room).Takings.Count == 0
            ? new Decision<Wallet>.Unchanged(Answer.NoContent)
            : End(wallet, new JournalNote("VouchersAllocated"), moment, _ => Answer.NoContent);

    private static (Wallet After, Money Value) Apply(AllocationPlan plan, Wallet wallet, DateTimeOffset now)
    {
        var (after, value) = (wallet, Money.Zero(wallet.Head!.Currency));
        foreach (var id in plan.Services)
        {
            var runs = new List<VoucherRun>();
            foreach (var taking in plan.Takings.Where(taking => taking.Service == id))
            {
                var (lot, run) = after.Lots[taking.Lot].Take(id, taking.Count);
                after = after.With(lot);
                runs.Add(run);
            }
            var was = after.Services[id];
            var service = was with { Parts = [.. was.Parts, new Part(was.Parts.Count + 1, now, runs)] };
            after = after.With(service).Queued(service).Counted(allocated: service.Allocated - was.Allocated);
            value += service.Parts[^1].Amount;
        }
        return (after, value);
    }
}
