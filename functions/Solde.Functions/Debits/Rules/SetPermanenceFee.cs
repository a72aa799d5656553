using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What is charged on money that a member leaves here after his group ended, from the organisation's list (DEB-13).</summary>
internal static class SetPermanenceFee
{
    public sealed record Request(string? Fee, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("fee", request.Fee);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        if (here.Settings.PermanenceFees.All(fee => fee.Code != request.Fee))
            return DebitRefusals.NotListed.With(request.Fee!);
        return RuleChange.Set(quota, RuleKinds.PermanenceFee, RuleValue.Of(request.Fee!), request, here);
    }
}
