using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>What all acts of a validation share: finding the service, and what follows when both sides are done (VOU-03).</summary>
internal static class ValidationActs
{
    /// <param name="decide">Asked with the service as it is stored, and as it stands now that silence is heard.</param>
    public static async Task<Answer> DoAsync(
        string wallet,
        string service,
        Command command,
        AggregateStore<Wallet> wallets,
        VoucherTerms terms,
        Func<ServiceAct, Decision<Wallet>> decide)
    {
        var moment = await terms.NowAsync(command);
        return await wallets.ChangeAsync(wallet, command, current => Decide(current, service, moment, decide));
    }

    internal static Decision<Wallet> Decide(Wallet wallet, string id, VoucherMoment moment, Func<ServiceAct, Decision<Wallet>> decide)
    {
        if (wallet.Head is not { } head)
            return CommonRefusals.NotFound;
        if (wallet.NotYetRead([id]) is { Count: > 0 } missing)
            return new Decision<Wallet>.NeedsRows(missing);
        return wallet.Services.TryGetValue(id, out var stored)
            ? decide(new ServiceAct(wallet, stored, Silence.Heard(stored, head, moment), moment))
            : CommonRefusals.NotFound;
    }
}

/// <param name="Service">As it stands at this moment.</param>
internal sealed record ServiceAct(Wallet Wallet, Service Stored, Service Service, VoucherMoment Moment)
{
    public bool HasTooManyRounds => Service.Rounds.Count >= Service.MaxRounds;

    /// <summary>The service after the act. Once both sides are done it joins the queue, and the wallet is looked at.</summary>
    public Decision<Wallet> Becomes(Service after, string action, string? reason = null)
    {
        var service = after.Readied(Moment.Now);
        return AllocateVouchers.End(
            Wallet.With(service).Queued(service),
            new JournalNote(action, reason),
            Moment,
            wallet => Answer.Ok(ServiceView.Of(wallet.Services[service.Id]), VouchersJson.Default.ServiceView));
    }

    /// <summary>There is nothing to do but to write down what silence did, where it did something.</summary>
    public Decision<Wallet> Stays() => ReferenceEquals(Service, Stored)
        ? new Decision<Wallet>.Unchanged(Answer.Ok(ServiceView.Of(Service), VouchersJson.Default.ServiceView))
        : Becomes(Service, "DelayEnded");

    /// <summary>Why a side that is done can do nothing else any more.</summary>
    public Refusal TooLate(Side side, RefusalKind done) =>
        (side.BySilence ? VoucherRefusals.DelayEnded : done).With(VoucherRefusals.Day(side.At!.Value, Moment));

    public Refusal IsWithdrawn() => VoucherRefusals.Withdrawn.With(VoucherRefusals.Day(Service.WithdrawnAt!.Value, Moment));
}
