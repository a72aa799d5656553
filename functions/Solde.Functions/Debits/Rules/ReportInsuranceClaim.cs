using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>A claim cancels a quota's insurance from a day on, and nothing of it can be changed any more (DEB-03).</summary>
internal static class ReportInsuranceClaim
{
    /// <param name="On">The first day without insurance; today unless given.</param>
    public sealed record Request(string? Reason, DateOnly? On = null);

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Day("on", request.On);
        errors.Reason(request.Reason);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        if (quota.Claim is not null)
            return DebitRefusals.InsuranceClaimed;
        var on = request.On ?? here.Today;
        var after = RuleChange.EndAllBefore(quota, RuleKinds.InsurancePlan, on, request.Reason!, here, _ => true) with
        {
            Claim = new InsuranceClaim(on, request.Reason!, here.Actor, here.Now),
        };
        return new Decision<Quota>.Changed(
            after,
            new JournalNote("InsuranceCancelledByClaim", request.Reason),
            Answer.Ok(QuotaView.Of(after), DebitsJson.Default.QuotaView, quota.NextETag),
            []);
    }

    internal static Refusal? Forbids(RuleQuestion question) => question.Quota.Claim is null ? null : DebitRefusals.InsuranceClaimed.With();
}
