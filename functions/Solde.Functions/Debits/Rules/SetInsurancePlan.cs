using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Insures a quota by another plan. It starts on the day of the change, and an open-ended one of its type ends the day before; the
/// reason is one of the organisation's list (DEB-01).
/// </summary>
internal static class SetInsurancePlan
{
    /// <param name="Plan">One of the group's.</param>
    public sealed record Request(string? Plan, string? Reason, DateOnly? To = null) : IRuleRequest
    {
        /// <summary>Other days are set afterwards, on the period.</summary>
        DateOnly? IRuleRequest.From => null;
    }

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("plan", request.Plan);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        if (here.Group.Plan.Insurance(request.Plan) is not { } plan)
            return DebitRefusals.NotListed.With(request.Plan!);
        return RuleChange.Set(quota, RuleKinds.InsurancePlan, RuleValue.Of(plan.Code), request, here, plan.Type);
    }
}
