using System.Diagnostics.Metrics;
using Solde.Functions.Failures;

namespace Solde.Functions.Accounts;

/// <summary>
/// <c>solde.payments.outcomes</c>: what the provider's words changed, by the payment's new <c>state</c>; <c>solde.payments.failures</c>:
/// failed attempts by their <c>class</c> (PAY-13). A word that comes again changes nothing, and is not counted again.
/// </summary>
internal sealed class PaymentMeter
{
    public const string Outcomes = "solde.payments.outcomes";
    public const string Failures = "solde.payments.failures";

    private readonly Counter<long> _outcomes;
    private readonly Counter<long> _failures;

    public PaymentMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Solde.Accounts");
        _outcomes = meter.CreateCounter<long>(Outcomes, "{payment}");
        _failures = meter.CreateCounter<long>(Failures, "{attempt}");
    }

    public void Ended(ProviderOutcome outcome)
    {
        _outcomes.Add(1, KeyValuePair.Create<string, object?>("state", outcome.State));
        if (outcome is { State: PaymentStates.Failed, FailedAttempt: { } attempt })
            _failures.Add(1, KeyValuePair.Create<string, object?>("class", FailureCodes.Of(attempt.DeclineCode).Class.Name));
    }
}
