using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>
/// Debits a quota from one of the member's bank accounts on a day of each month. It works only where the quota's financial agent has a
/// direct debit remittance for that bank, and a savings account only where the bank's setting allows it (DEB-05). An account without a
/// mandate is asked for one (DEB-23).
/// </summary>
internal static class SetDirectDebit
{
    private const int LastDay = 31;

    private static readonly Text NoDay = new(
        "must be from 0 (the assembly's due date) to {0}",
        "doit être de 0 (la date d'échéance de l'assemblée) à {0}",
        "deve ser de 0 (o vencimento da assembleia) a {0}",
        "moet van 0 (de vervaldag van de vergadering) tot en met {0} zijn");

    /// <param name="BankAccount">The id of one of the member's.</param>
    /// <param name="DayOfMonth">0 for the due date of each assembly; the 31st falls on the last day of a shorter month.</param>
    public sealed record Request(
        string? BankAccount, int? DayOfMonth, string? Reason, DateOnly? From = null, DateOnly? To = null) : IRuleRequest;

    public static Task<Answer> Handle(string group, string quota, Request request, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Id("bankAccount", request.BankAccount);
        if (request.DayOfMonth is not (>= 0 and <= LastDay))
            errors.Add("dayOfMonth", NoDay, LastDay);
        RuleFields.Check(request, errors);
        var mandate = IdempotencyKey.NewId("mnd");
        return desk.ChangeAsync(group, quota, command, errors, (current, here) => Decide(current, request, mandate, here));
    }

    internal static Decision<Quota> Decide(Quota quota, Request request, string mandate, Surroundings here)
    {
        var value = new RuleValue { BankAccount = request.BankAccount, DayOfMonth = request.DayOfMonth };
        return RuleChange.Set(quota, RuleKinds.DirectDebit, value, request, here, also: known =>
            AskedMandate.On(known, request.BankAccount!, request.To, mandate, here));
    }

    internal static Refusal? Forbids(RuleQuestion question)
    {
        if (question.Value is not { } value)
            return null;
        if (question.Quota.BankAccount(value.BankAccount) is not { } account)
            return DebitRefusals.NotListed.With(value.BankAccount!);
        if (account.Kind == AccountKinds.Savings && question.Here.Settings.Bank(account.Bank)?.AllowsSavings != true)
            return DebitRefusals.SavingsNotAllowed.With(account.Bank);
        var agent = question.Here.AgentOf(question.Quota, question.From);
        var takes = agent?.RemittanceTypes.Any(remittance =>
            remittance.Type == RemittanceTypes.DirectDebit && (remittance.Bank is null || remittance.Bank == account.Bank));
        return takes == true ? null : DebitRefusals.NoDirectDebitAtBank.With(agent?.Code ?? "-", account.Bank);
    }
}
