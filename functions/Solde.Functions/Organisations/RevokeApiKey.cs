using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>Closes a key for good. The last one that could make others stays, so that an organisation never locks itself out.</summary>
internal static class RevokeApiKey
{
    public static async Task<Answer> Handle(
        string key, Command command, AggregateStore<Organisation> organisations, OrganisationDirectory directory, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var answer = await organisations.ChangeAsync(command.Organisation, command, organisation =>
        {
            if (!organisation.ApiKeys.TryGetValue(key, out var stored))
                return CommonRefusals.NotFound;
            if (stored.RevokedAt is not null)
                return new Decision<Organisation>.Unchanged(Answer.NoContent);
            if (!organisation.ApiKeys.Values.Any(other => other.Id != key && other.IsGoodAt(now) && other.Scopes.Contains(Scopes.Admin)))
                return OrganisationRefusals.LastAdminKey;
            return new Decision<Organisation>.Changed(
                organisation.With(stored with { RevokedAt = now }), new JournalNote("ApiKeyRevoked"), Answer.NoContent, []);
        });
        directory.Forget(command.Organisation);
        return answer;
    }
}
