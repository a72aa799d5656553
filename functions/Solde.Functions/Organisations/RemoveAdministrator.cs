using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

internal static class RemoveAdministrator
{
    public static async Task<Answer> Handle(
        string administrator, Command command, AggregateStore<Organisation> organisations, OrganisationDirectory directory)
    {
        var answer = await organisations.ChangeAsync(command.Organisation, command, organisation => organisation.Administrators.ContainsKey(administrator)
            ? new Decision<Organisation>.Changed(
                organisation.WithoutAdministrator(administrator), new JournalNote("AdministratorRemoved"), Answer.NoContent, [])
            : CommonRefusals.NotFound);
        directory.Forget(command.Organisation);
        return answer;
    }
}
