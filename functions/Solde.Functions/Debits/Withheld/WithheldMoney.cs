using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;

namespace Solde.Functions.Debits;

/// <summary>
/// Writes on a quota what a month keeps of its money, before there is a charge of it: whichever run comes next, of whichever month, knows of
/// it. A run that dies in between finds the month on the quota, and makes the charge from that.
/// </summary>
internal sealed class WithheldMoney(QuotaStore quotas)
{
    /// <summary>The charge to make, from the quota as it is by then; null where nothing is kept any more.</summary>
    public async Task<Charge?> WriteDownAsync(
        string organisation, Charge charge, Surroundings here, string run, CancellationToken cancellation)
    {
        var command = new Command
        {
            Organisation = organisation,
            Actor = here.Actor,
            Outgoing = new OutgoingMessages(),
            CancellationToken = cancellation,
        };
        Charge? kept = null;
        await quotas.ChangeAsync(charge.Group, charge.Quota, command, quota =>
        {
            var marked = WithheldRule.Mark(quota, here, charge.Month);
            kept = WithheldRule.Of(marked, here, charge.Month, run)?.Charge;
            return ReferenceEquals(marked, quota)
                ? new Decision<Quota>.Unchanged(Answer.NoContent)
                : new Decision<Quota>.Changed(marked, new JournalNote("MoneyWithheld", charge.Month), Answer.NoContent, []);
        });
        return kept;
    }
}
