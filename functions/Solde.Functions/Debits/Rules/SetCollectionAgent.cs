using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Who collects for a quota: an agent that is valid for the group's operation on that day, or one that takes registered or unregistered
/// collection (DEB-04).
/// </summary>
internal static class SetCollectionAgent
{
    public sealed record Request(string? Agent, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("agent", request.Agent);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here) =>
        RuleChange.Set(quota, RuleKinds.CollectionAgent, RuleValue.Of(request.Agent!), request, here);

    internal static Refusal? Forbids(RuleQuestion question)
    {
        if (question.Value is null)
            return null;
        if (question.Here.Settings.Agent(question.Value.Code) is not { } agent)
            return DebitRefusals.NotListed.With(question.Value.Code!);
        var isValid = agent.IsValidOn(question.From) && agent.Operations.Contains(question.Here.Group.Operation);
        return isValid || agent.Has(RemittanceTypes.RegisteredCollection) || agent.Has(RemittanceTypes.UnregisteredCollection)
            ? null
            : DebitRefusals.AgentNotValid.With(agent.Code, question.Here.Group.Operation);
    }
}
