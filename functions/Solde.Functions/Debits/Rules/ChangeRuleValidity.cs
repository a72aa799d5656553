using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Sets a period of a rule to other days, after its reason (DEB-01, DEB-09).</summary>
internal static class ChangeRuleValidity
{
    /// <param name="From">As it is unless given.</param>
    /// <param name="To">The last day that counts; no end unless given.</param>
    public sealed record Request(string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static async Task<Answer> Handle(
        string group, string quota, string rule, string period, Request request, Command command, RuleDesk desk)
    {
        if (RuleKinds.Find(rule) is not { } kind || !int.TryParse(period, out var number))
            return CommonRefusals.NotFound;
        var errors = new FieldErrors();
        RuleFields.Check(request, errors);
        return await desk.ChangeAsync(
            group, quota, command, errors, (current, here) => RuleChange.ChangeValidity(current, kind, number, request, here));
    }
}
