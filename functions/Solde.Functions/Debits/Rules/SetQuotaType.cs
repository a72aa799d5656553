using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What type a quota is of: normal, substituted, recovered, transferred, or another of the organisation's list (DEB-08).</summary>
internal static class SetQuotaType
{
    public sealed record Request(string? Type, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("type", request.Type);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        if (!QuotaTypes.Known.Contains(request.Type!) && here.Settings.QuotaTypes.All(type => type.Code != request.Type))
            return DebitRefusals.NotListed.With(request.Type!);
        return RuleChange.Set(quota, RuleKinds.QuotaType, RuleValue.Of(request.Type!), request, here);
    }
}
