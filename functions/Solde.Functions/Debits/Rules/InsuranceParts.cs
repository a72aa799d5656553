using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The parts of the plans that a quota has on a day, with what is charged of them (DEB-02).</summary>
internal static class InsuranceParts
{
    public static async Task<Answer> Handle(string group, string quota, DateOnly? on, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Day("on", on);
        if (errors.Any)
            return errors.ToRefusal();
        if (await desk.FindAsync(group, quota, command) is not { } found)
            return CommonRefusals.NotFound;
        var day = on ?? found.Here.Today;
        return Answer.Ok(
            new InsurancePartsView(day, [.. Of(found.Quota, found.Here, day)]), DebitsJson.Default.InsurancePartsView, found.Quota.ETag);
    }

    public static IEnumerable<InsurancePartView> Of(Quota quota, Surroundings here, DateOnly day)
    {
        var unticked = quota.ValueOn(RuleKinds.InsuranceInstalments, day)!.Parts!;
        return PlansOf(quota, here, day).SelectMany(plan => plan.Parts.Select(part => new InsurancePartView(
            $"{plan.Code}.{part.Code}",
            plan.Code,
            part.Name,
            part.RatePartsPerMillion,
            part.Base,
            !unticked.Contains($"{plan.Code}.{part.Code}"))));
    }

    /// <summary>A plan that the group does not list any more asks for nothing.</summary>
    public static IEnumerable<InsurancePlan> PlansOf(Quota quota, Surroundings here, DateOnly day) =>
        RuleTimeline.SlotsOf(quota.Rules, RuleKinds.InsurancePlan)
            .Select(slot => here.Group.Plan.Insurance(quota.ValueOn(RuleKinds.InsurancePlan, day, slot: slot)?.Code))
            .OfType<InsurancePlan>();
}
