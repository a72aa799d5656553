using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The user says no: it goes back to the company, and from then on silence no longer counts (VOU-04).</summary>
internal static class ContestService
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
        var service = act.Service;
        if (service.WithdrawnAt is not null)
            return act.IsWithdrawn();
        if (service.User.State == SideStates.Contested)
            return act.Stays();
        if (service.User.IsDone)
            return act.TooLate(service.User, VoucherRefusals.Confirmed);
        if (act.HasTooManyRounds)
            return VoucherRefusals.TooManyRounds.With(service.Rounds.Count);
        return act.Becomes(ServiceRounds.Contested(service, act.Moment.Now, reason), "ServiceContested", reason);
    }
}
