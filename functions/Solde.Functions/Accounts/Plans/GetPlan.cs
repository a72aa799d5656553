using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Accounts;

internal static class GetPlan
{
    public static async Task<Answer> Handle(
        string account, string plan, Command command, AggregateStore<Account> accounts, IFailureMeanings meanings)
    {
        var found = await accounts.ReadAsync(command.Organisation, account, command.CancellationToken, [Account.PlanRow(plan)]);
        return found.Plans.TryGetValue(plan, out var known)
            ? Answer.Ok(PlanView.Of(known, code => meanings.Of(code, command.Language)), AccountsJson.Default.PlanView)
            : CommonRefusals.NotFound;
    }
}
