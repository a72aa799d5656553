using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

internal static class GetNetworkSettings
{
    public static async Task<Answer> Handle(string network, Command command, AggregateStore<NetworkSettings> settings) =>
        ClaimNetworks.Find(network) is null
            ? CommonRefusals.NotFound
            : ChangeNetworkSettings.ViewOf(await settings.ReadAsync(command.Organisation, network, command.CancellationToken));
}
