using Solde.Functions.Aggregates;
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
        var mandate = IdempotencyKey.NewId("mnd");
        return await desk.ChangeAsync(
            group, quota, command, errors, (current, here) => Decide(current, kind, number, request, mandate, here));
    }

    /// <summary>A direct debit that is to hold again needs a mandate as a new one does.</summary>
    internal static Decision<Quota> Decide(
        Quota quota, RuleKind kind, int period, Request request, string mandate, Surroundings here) =>
        RuleChange.ChangeValidity(quota, kind, period, request, here, (known, value) => kind == RuleKinds.DirectDebit
            ? AskedMandate.On(known, value.BankAccount!, request.To, mandate, here)
            : known);
}
