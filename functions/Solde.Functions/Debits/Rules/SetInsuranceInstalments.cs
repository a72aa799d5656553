using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Of the parts of the contracted plans, those unticked are not charged: one, some, or all at once (DEB-02).</summary>
internal static class SetInsuranceInstalments
{
    /// <param name="Unticked">Parts as <see cref="InsuranceParts"/> names them; an empty list charges all again.</param>
    /// <param name="All">Unticks every part there is on the first day.</param>
    public sealed record Request(
        IReadOnlyList<string>? Unticked, string? Reason, bool? All = null, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        if (request.All != true)
            errors.Items("unticked", request.Unticked, 0, 100);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        var known = InsuranceParts.Of(quota, here, request.From ?? here.Today).Select(part => part.Part).ToArray();
        var unticked = request.All == true ? known : request.Unticked!;
        if (unticked.FirstOrDefault(part => !known.Contains(part)) is { } unknown)
            return DebitRefusals.NotListed.With(unknown);
        var value = new RuleValue { Parts = [.. unticked.Distinct().Order(StringComparer.Ordinal)] };
        return RuleChange.Set(quota, RuleKinds.InsuranceInstalments, value, request, here);
    }
}
