using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What is kept from the money that a cancelled quota gets back, from the organisation's list (DEB-12).</summary>
internal static class SetCancellationReducer
{
    public sealed record Request(string? Reducer, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("reducer", request.Reducer);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here)
    {
        if (here.Settings.CancellationReducers.All(reducer => reducer.Code != request.Reducer))
            return DebitRefusals.NotListed.With(request.Reducer!);
        return RuleChange.Set(quota, RuleKinds.CancellationReducer, RuleValue.Of(request.Reducer!), request, here);
    }
}
