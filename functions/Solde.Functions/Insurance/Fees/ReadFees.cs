using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Insurance;

/// <summary>The fees in force now, or those that were at an instant (INS-07).</summary>
internal static class ReadFees
{
    public static async Task<Answer> Handle(
        DateTimeOffset? at, Command command, AggregateStore<FeeSettings> settings, IOrganisationDirectory organisations)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        if (at is { } instant)
        {
            var whole = await settings.ReadWholeAsync(
                command.Organisation, FeeSettings.Id, [FeeSettings.VersionPrefix], command.CancellationToken);
            return Answer.Ok(FeeRule.At(whole.Versions.Values, instant, profile.Currency), InsuranceJson.Default.FeeVersion);
        }
        var found = await settings.ReadAsync(command.Organisation, FeeSettings.Id, command.CancellationToken);
        var current = found.Current(profile.Currency);
        return Answer.Ok(current, InsuranceJson.Default.FeeVersion, current.ETag);
    }
}
