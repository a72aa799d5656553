using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Vouchers;

/// <summary>The company corrects what it has not validated: the user must confirm again, and silence no longer counts (VOU-04).</summary>
internal static class CorrectService
{
    /// <param name="Vouchers">As many as it needs; as before unless given.</param>
    /// <param name="PerformedOn">As before unless given.</param>
    public sealed record Request(string? Reason, int? Vouchers = null, DateOnly? PerformedOn = null);

    public static async Task<Answer> Handle(
        string wallet, string service, Request request, Command command, AggregateStore<Wallet> wallets, VoucherTerms terms)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        ServiceFields.Check(request.Vouchers, request.PerformedOn, await terms.NowAsync(command), errors);
        return errors.Any
            ? errors.ToRefusal()
            : await ValidationActs.DoAsync(wallet, service, command, wallets, terms, act => Decide(act, request));
    }

    internal static Decision<Wallet> Decide(ServiceAct act, Request request)
    {
        var service = act.Service;
        if (service.WithdrawnAt is not null)
            return act.IsWithdrawn();
        var (vouchers, performedOn) = (request.Vouchers ?? service.Vouchers, request.PerformedOn ?? service.PerformedOn);
        var isSame = vouchers == service.Vouchers && performedOn == service.PerformedOn;
        if (isSame && service.State == ServiceStates.Corrected)
            return act.Stays();
        if (service.CompanySide.IsDone)
            return act.TooLate(service.CompanySide, VoucherRefusals.Validated);
        if (isSame)
            return VoucherRefusals.NothingCorrected;
        if (act.HasTooManyRounds)
            return VoucherRefusals.TooManyRounds.With(service.Rounds.Count);
        var corrected = ServiceRounds.Corrected(service, vouchers, performedOn, act.Moment.Now, request.Reason!);
        return act.Becomes(corrected, "ServiceCorrected", request.Reason);
    }
}
