using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

internal static class GetClaim
{
    public static async Task<Answer> Handle(string claim, Command command, AggregateStore<ClaimFile> files)
    {
        var found = await files.ReadAsync(command.Organisation, claim, command.CancellationToken);
        return found.Exists ? ClaimAct.ViewOf(found) : CommonRefusals.NotFound;
    }
}
