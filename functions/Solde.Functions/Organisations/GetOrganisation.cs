using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Organisations;

internal static class GetOrganisation
{
    public static async Task<Answer> Handle(Command command, AggregateStore<Organisation> organisations)
    {
        var organisation = await organisations.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        return Answer.Ok(OrganisationView.Of(organisation), OrganisationsJson.Default.OrganisationView, organisation.Profile!.ETag);
    }
}
