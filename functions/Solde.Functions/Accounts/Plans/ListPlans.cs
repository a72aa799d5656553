using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

/// <summary>An account's payment plans, oldest or newest first, by state (COM-09).</summary>
internal static class ListPlans
{
    public static async Task<Answer> Handle(
        string account,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AccountDocuments documents,
        IFailureMeanings meanings)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, PlanStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var plans = documents.PlansAsync(command.Organisation, account, list.ReadAfter, command.CancellationToken)
            .Where(plan => state is null || plan.State == state);
        return await documents.AnswerAsync(
            account,
            list,
            plans,
            plan => plan.Id,
            plan => PlanView.Of(plan, code => meanings.Of(code, command.Language)),
            AccountsJson.Default.PagePlanView,
            command);
    }
}
