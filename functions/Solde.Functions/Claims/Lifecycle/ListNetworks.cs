using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Claims;

/// <summary>The networks and how long each may take. There are a few.</summary>
internal static class ListNetworks
{
    public static async Task<Answer> Handle(Command command, AggregateStore<NetworkSettings> settings)
    {
        var views = new List<NetworkSettingsView>();
        foreach (var name in ClaimNetworks.Names)
            views.Add(NetworkSettingsView.Of(await settings.ReadAsync(command.Organisation, name, command.CancellationToken)));
        return Cursor.Answer(new Page<NetworkSettingsView>(views, null), ClaimsJson.Default.PageNetworkSettingsView);
    }
}
