using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Vouchers;

/// <summary>
/// Does what falls due in a wallet, a transaction at a time: silence counts, vouchers expire, their user is to be told, and what can be
/// allocated is. It goes by the wallet alone, so a message that comes twice finds nothing left.
/// </summary>
internal static class LookAtWallet
{
    /// <summary>Each is written, taken from the open rows and told of; the rest of the transaction is for what they get.</summary>
    private const int ServicesOfStep = 10;

    private const int RoomOfStep = 50;

    /// <summary>A lot that expires is written and taken from the open rows.</summary>
    private const int LotsOfStep = 40;

    public static async Task HandleAsync(WalletDue message, MessageContext context)
    {
        var wallets = context.Services.GetRequiredService<AggregateStore<Wallet>>();
        var looks = context.Services.GetRequiredService<VoucherLooks>();
        var terms = context.Services.GetRequiredService<VoucherTerms>();
        if (await terms.FindAsync(message.Organisation, context.CancellationToken) is not { } moment)
            return;

        // Read before the wallet is: a look that is written meanwhile for the same instant is not removed here.
        var found = await looks.FindAsync(message, context.CancellationToken);
        var command = Command.Of(message.Organisation, "message WalletDue", context);
        bool isAnyLeft;
        do
        {
            isAnyLeft = false;
            await wallets.ChangeAsync(message.Wallet, command, current =>
            {
                var decision = Decide(current, moment);
                isAnyLeft = decision is Decision<Wallet>.Changed;
                return decision;
            });
        }
        while (isAnyLeft);

        var wallet = await wallets.ReadAsync(message.Organisation, message.Wallet, context.CancellationToken);
        await looks.PutNextAsync(wallet, moment, context.CancellationToken);
        await looks.RemoveAsync(found, context.CancellationToken);
    }

    /// <summary>One step; it is asked until nothing is left.</summary>
    internal static Decision<Wallet> Decide(Wallet wallet, VoucherMoment moment)
    {
        var silent = wallet.Services.Values
            .Where(service => Silence.NextIn(service) <= moment.Now)
            // Oldest first, so that a step allocates to none that is younger than one of the next step.
            .OrderBy(service => service.PerformedOn)
            .ThenBy(service => service.EncodedAt)
            .ThenBy(service => service.Id, StringComparer.Ordinal)
            .Take(ServicesOfStep)
            .ToArray();
        if (silent.Length > 0)
            return Hear(wallet, silent, moment);
        var open = wallet.Lots.Values.Where(lot => lot.IsOpen).ToArray();
        var over = open.Where(lot => !lot.IsGoodOn(moment.Today)).Take(LotsOfStep).ToArray();
        if (over.Length > 0)
            return Expire(wallet, over, moment);
        var near = open.Where(lot => lot.TellOn(moment.Settings) <= moment.Today).Take(LotsOfStep).ToArray();
        return near.Length > 0 ? Tell(wallet, near, moment) : AllocateVouchers.Continue(wallet, moment);
    }

    private static Decision<Wallet> Hear(Wallet wallet, IEnumerable<Service> silent, VoucherMoment moment)
    {
        var after = wallet;
        foreach (var service in silent)
        {
            var heard = Silence.Heard(service, wallet.Head!, moment).Readied(moment.Now);
            after = after.With(heard).Queued(heard);
        }
        return AllocateVouchers.End(after, new JournalNote("DelaysEnded"), moment, _ => Answer.NoContent, RoomOfStep);
    }

    private static Decision<Wallet> Expire(Wallet wallet, IEnumerable<Lot> over, VoucherMoment moment)
    {
        var (after, value) = (wallet, Money.Zero(wallet.Head!.Currency));
        foreach (var lot in over)
        {
            after = after.With(lot with { Expired = new ExpiredVouchers(lot.Left, moment.Now) }).Counted(expired: lot.Left);
            value += lot.ValueOf(lot.Left);
        }
        var note = new JournalNote("VouchersExpired")
        {
            Postings = VoucherPostings.Move(LedgerAccounts.VouchersAvailable, LedgerAccounts.VouchersExpired, value),
        };
        return new Decision<Wallet>.Changed(after, note, Answer.NoContent, []);
    }

    private static Decision<Wallet> Tell(Wallet wallet, IEnumerable<Lot> near, VoucherMoment moment) => new Decision<Wallet>.Changed(
        near.Aggregate(wallet, (after, lot) => after.With(lot with { ToldAt = moment.Now })),
        new JournalNote("ExpiryNear"),
        Answer.NoContent,
        []);
}
