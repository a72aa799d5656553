using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The user says yes. It waits for the company where that has not (VOU-03), else vouchers are allocated.</summary>
internal static class ConfirmService
{
    public static Task<Answer> Handle(
        string wallet, string service, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms) =>
        ValidationActs.DoAsync(wallet, service, command, wallets, terms, Decide);

    internal static Decision<Wallet> Decide(ServiceAct act)
    {
        var service = act.Service;
        if (service.WithdrawnAt is not null)
            return act.IsWithdrawn();
        if (service.User.IsDone)
            return act.Stays();
        if (service.User.State == SideStates.Contested)
            return VoucherRefusals.WaitsForCompany;
        return act.Becomes(ServiceRounds.Confirmed(service, act.Moment.Now), "ServiceConfirmed");
    }
}
