using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What a change of a quota is decided by besides the quota itself.</summary>
/// <param name="Calendar">The organisation's: its time zone, and when banks are open.</param>
/// <param name="Today">In the organisation's time zone.</param>
/// <param name="Actor">The key, or the timer, behind the change.</param>
internal sealed record Surroundings(
    GroupTerms Group,
    DebitTerms Settings,
    string Currency,
    BusinessCalendar Calendar,
    DateOnly Today,
    DateTimeOffset Now,
    string Actor)
{
    /// <summary>The quota's financial agent on a date: its own, else the group's. Null for nobody that is still listed.</summary>
    public CollectionAgent? AgentOf(Quota quota, DateOnly date) =>
        Settings.Agent(quota.ValueOn(RuleKinds.CollectionAgent, date)?.Code ?? Group.Agent);

    public RuleEntry Entry(RuleKind kind, string act, string reason, string? slot = null) =>
        new(0, kind.Name, slot, act, null, null, null, null, reason, Actor, Now);
}
