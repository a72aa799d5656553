using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The company takes a service back, as long as nothing is allocated to it.</summary>
internal static class WithdrawService
{
    public sealed record Request(string? Reason);

    public static async Task<Answer> Handle(
        string wallet, string service, Request request, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        return errors.Any
            ? errors.ToRefusal()
            : await ValidationActs.DoAsync(wallet, service, command, wallets, terms, act => Decide(act, request.Reason!));
    }

    internal static Decision<Wallet> Decide(ServiceAct act, string reason)
    {
        // As it is stored: a delay that ended meanwhile has allocated nothing yet.
        var service = act.Stored;
        if (service.WithdrawnAt is not null)
            return act.Stays();
        if (service.Allocated > 0)
            return VoucherRefusals.VouchersAllocated.With(service.Allocated);
        return act.Becomes(ServiceRounds.Withdrawn(service, act.Moment.Now, reason), "ServiceWithdrawn", reason);
    }
}
