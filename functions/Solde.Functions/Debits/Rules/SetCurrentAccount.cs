using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Which of the member's bank accounts counts as his current account for the quota, and when (DEB-06).</summary>
internal static class SetCurrentAccount
{
    /// <param name="BankAccount">The id of one of the member's.</param>
    public sealed record Request(string? BankAccount, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("bankAccount", request.BankAccount);
        RuleFields.Check(request, errors);
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, Surroundings here) =>
        RuleChange.Set(quota, RuleKinds.CurrentAccount, new RuleValue { BankAccount = request.BankAccount }, request, here);

    internal static Refusal? Forbids(RuleQuestion question)
    {
        if (question.Value is null)
            return null;
        return question.Quota.BankAccount(question.Value.BankAccount) switch
        {
            null => DebitRefusals.NotListed.With(question.Value.BankAccount!),
            { Kind: AccountKinds.Savings } => DebitRefusals.NotACurrentAccount,
            _ => null,
        };
    }
}
