using Solde.Functions.Failures;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>What notices may know of failed debits: who is told, and of what.</summary>
internal interface IDebitContacts
{
    /// <summary>Null where the charge is not there, or where the line was not the one that the try failed by last.</summary>
    Task<FailedDebitFacts?> FindAsync(DebitFailed failed, CancellationToken cancellation);

    /// <summary>Null where the agent is not listed any more, or has no address.</summary>
    Task<AgentFacts?> FindAgentAsync(AgentDebitsFailed failed, CancellationToken cancellation);

    IAsyncEnumerable<FailedDebit> OfAgentAsync(AgentDebitsFailed failed, CancellationToken cancellation);
}

/// <param name="Member">Whom to tell; null where he may not be contacted, or is not there any more.</param>
/// <param name="Failure">The bank's code with its meaning.</param>
internal sealed record FailedDebitFacts(string LineId, string Group, string Quota, string Month, Money Amount, FailureCode Failure, Member? Member);

internal sealed record AgentFacts(string Code, string Name, string Email, string? Language);

internal sealed class DebitContacts(
    ChargeStore charges,
    QuotaStore quotas,
    FailedDebits failures,
    Aggregates.AggregateStore<DebitSettings> settings) : IDebitContacts
{
    public async Task<FailedDebitFacts?> FindAsync(DebitFailed failed, CancellationToken cancellation)
    {
        var charge = await charges.FindAsync(failed.Organisation, failed.Month, failed.Group, failed.Quota, cancellation);
        var one = charge?.Tries.FirstOrDefault(known => known.Number == failed.Try);
        if (one?.Outcome is not { Outcome: ReturnOutcomes.Failed } outcome)
            return null;
        var terms = (await settings.ReadAsync(failed.Organisation, DebitSettings.Id, cancellation)).Current;
        var failure = FailureCodes.Of(ReturnMeanings.CodesOf(terms.Agreement(failed.Agreement)?.Scheme ?? ""), outcome.Code);
        var quota = failure.Class.Action == FailureActions.StopContact
            ? null
            : await quotas.FindAsync(failed.Organisation, failed.Group, failed.Quota, cancellation);
        return new FailedDebitFacts(one.LineId, charge!.Group, charge.Quota, charge.Month, one.Amount, failure, quota is { IsErased: false } ? quota.Member : null);
    }

    public async Task<AgentFacts?> FindAgentAsync(AgentDebitsFailed failed, CancellationToken cancellation)
    {
        var terms = (await settings.ReadAsync(failed.Organisation, DebitSettings.Id, cancellation)).Current;
        return terms.Agent(failed.Agent) is { Email: { } email } agent
            ? new AgentFacts(agent.Code, agent.Name, email, agent.Language)
            : null;
    }

    public IAsyncEnumerable<FailedDebit> OfAgentAsync(AgentDebitsFailed failed, CancellationToken cancellation) =>
        failures.OfAgentAsync(failed.Organisation, failed.File, failed.Agent, cancellation);
}
