using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Sends payment slips by e-mail from a date; without a period they go by post. It needs an agent that collects monthly by e-mail in
/// layout T0071 (DEB-14).
/// </summary>
internal static class SetSlipByEmail
{
    public const string ByEmail = "email";

    private const string Layout = "T0071";

    public sealed record Request(string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here) =>
        RuleChange.Set(quota, RuleKinds.SlipByEmail, RuleValue.Of(ByEmail), request, here);

    internal static Refusal? Forbids(RuleQuestion question)
    {
        if (question.Value is null)
            return null;
        if (question.Quota.Member.Email is null)
            return DebitRefusals.MemberHasNoEmail;
        var agent = question.Here.AgentOf(question.Quota, question.From);
        return agent is not null && IsOfferedBy(agent) ? null : DebitRefusals.NoSlipByEmail.With(agent?.Code ?? "-", Layout);
    }

    public static bool IsOfferedBy(CollectionAgent agent) =>
        agent.RemittanceTypes.Any(type => type is { Type: RemittanceTypes.MonthlyCollectionByEmail, Layout: Layout });
}
