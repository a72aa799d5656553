using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Where quotas are changed: it lays out what a decision needs, and the quota's store does the rest.</summary>
internal sealed class RuleDesk(QuotaStore quotas, GroupSurroundings surroundings)
{
    public async Task<Answer> ChangeAsync(
        string group, string quota, Command command, FieldErrors errors, Func<Quota, Surroundings, Decision<Quota>> decide)
    {
        if (errors.Any)
            return errors.ToRefusal();
        if (await SurroundingsAsync(group, command) is not { } here)
            return CommonRefusals.NotFound;
        return await quotas.ChangeAsync(group, quota, command, current => decide(current, here));
    }

    /// <summary>A quota as it is, with what it is decided by; null where there is none.</summary>
    public async Task<(Quota Quota, Surroundings Here)?> FindAsync(string group, string quota, Command command)
    {
        if (await SurroundingsAsync(group, command) is not { } here)
            return null;
        var found = await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken);
        return found is null ? null : (found, here);
    }

    /// <summary>Null where there is no such group.</summary>
    public Task<Surroundings?> SurroundingsAsync(string group, Command command) =>
        surroundings.FindAsync(command.Organisation, group, command.Actor, command.CancellationToken);
}
