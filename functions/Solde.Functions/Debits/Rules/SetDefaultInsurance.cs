using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Default insurance (SQG): offered only where the group's or the quota's life insurance has it, and changed only while "release for the
/// insurer's decision" is on (DEB-10).
/// </summary>
internal static class SetDefaultInsurance
{
    public const string Undefined = "undefined";

    private static readonly IReadOnlyList<string> States = [Undefined, "granted", "refused"];

    /// <param name="State"><c>undefined</c>, <c>granted</c> or <c>refused</c>.</param>
    public sealed record Request(string? State, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", request.State, States);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here) =>
        RuleChange.Set(quota, RuleKinds.DefaultInsurance, RuleValue.Of(request.State!), request, here);

    internal static Refusal? Forbids(RuleQuestion question)
    {
        var (quota, value, from, here) = question;
        if (quota.Claim is not null)
            return DebitRefusals.InsuranceClaimed;
        if (!here.Settings.ReleasesForInsurerDecision)
            return DebitRefusals.NotReleased;
        var isOffered = here.Group.Plan.HasDefaultInsurance
            || InsuranceParts.PlansOf(quota, here, from).Any(plan => plan is { Type: InsuranceTypes.Life, HasDefaultInsurance: true });
        return value is null || isOffered ? null : DebitRefusals.DefaultInsuranceNotOffered.With();
    }
}
