using System.Diagnostics.Metrics;
using Solde.Functions.Ledger;

namespace Solde.Functions.Operations;

/// <summary>
/// How far a run of debits is: <c>solde.debits.quotas</c> counts the quotas it is done with, by <c>outcome</c>;
/// <c>solde.debits.charged</c> is the money asked for in minor units, by <c>currency</c>. Both by <c>run</c>, whose rate tells a run that
/// stands still.
/// </summary>
internal sealed class DebitRunMeter
{
    public const string Quotas = "solde.debits.quotas";
    public const string Charged = "solde.debits.charged";

    private readonly Counter<long> _quotas;
    private readonly Counter<long> _charged;

    public DebitRunMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Solde.Debits");
        _quotas = meter.CreateCounter<long>(Quotas, "{quota}");
        _charged = meter.CreateCounter<long>(Charged, "{minor}");
    }

    /// <summary>One call a batch, once it is committed.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="charged">Quotas that are charged.</param>
    /// <param name="leftOut">Quotas that are not this time: ended, suspended, without anything to pay.</param>
    /// <param name="failed">Quotas that a person must look at.</param>
    /// <param name="amount">What the charged ones are asked for together.</param>
    public void Advanced(string run, int charged, int leftOut, int failed, Money amount)
    {
        Count(run, "charged", charged);
        Count(run, "left_out", leftOut);
        Count(run, "failed", failed);
        _charged.Add(amount.Minor, new("run", run), new("currency", amount.Currency));
    }

    private void Count(string run, string outcome, int quotas)
    {
        if (quotas > 0)
            _quotas.Add(quotas, new("run", run), new("outcome", outcome));
    }
}
