using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The company says yes, before or after the user (VOU-02); a contested service that it stands by is the user's again.</summary>
internal static class ValidateService
{
    public static Task<Answer> Handle(
        string wallet, string service, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms) =>
        ValidationActs.DoAsync(wallet, service, command, wallets, terms, Decide);

    internal static Decision<Wallet> Decide(ServiceAct act)
    {
        var service = act.Service;
        if (service.WithdrawnAt is not null)
            return act.IsWithdrawn();
        if (service.CompanySide.IsDone)
            return act.Stays();
        return act.Becomes(ServiceRounds.Validated(service, act.Wallet.Head!, act.Moment, act.Moment.Now), "ServiceValidated");
    }
}
