using System.Diagnostics.Metrics;

namespace Solde.Functions.Debits;

/// <summary>
/// How far a run of debits is: <c>solde.debits.quotas</c> counts the quotas it is done with, by <c>outcome</c>;
/// <c>solde.debits.charged</c> is the money asked for in minor units, by <c>currency</c>. Both by <c>run</c>, whose rate tells a run that
/// stands still.
/// </summary>
internal sealed class DebitRunMeter
{
    public const string Quotas = "solde.debits.quotas";
    public const string Amount = "solde.debits.charged";

    private readonly Counter<long> _quotas;
    private readonly Counter<long> _amount;

    public DebitRunMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Solde.Debits");
        _quotas = meter.CreateCounter<long>(Quotas, "{quota}");
        _amount = meter.CreateCounter<long>(Amount, "{minor}");
    }

    /// <summary>Once they are committed.</summary>
    public void Charged(string run, IReadOnlyList<Charge> charges)
    {
        Count(run, "charged", charges.Count);
        foreach (var money in charges.GroupBy(charge => charge.Amount.Currency))
            _amount.Add(money.Sum(charge => charge.Amount.Minor), new("run", run), new("currency", money.Key));
    }

    /// <summary>A page that is gone through again counts them again.</summary>
    public void LeftOut(string run, int quotas) => Count(run, "left_out", quotas);

    private void Count(string run, string outcome, int quotas)
    {
        if (quotas > 0)
            _quotas.Add(quotas, new("run", run), new("outcome", outcome));
    }
}
