using Solde.Functions.Accounts;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <summary>What the provider sees that he owes for insurance (INS-05).</summary>
/// <param name="Left">What is left of the invoices: premiums and administration fees.</param>
/// <param name="OnlineFees">What paying it all online costs on top.</param>
/// <param name="Total">Both: what the provider is shown.</param>
internal sealed record InsuranceBalance(Money Left, Money OnlineFees, Money Total)
{
    public static InsuranceBalance None(string currency) => new(Money.Zero(currency), Money.Zero(currency), Money.Zero(currency));

    /// <param name="open">The account's open invoices: what is not among them asks for nothing.</param>
    public static InsuranceBalance Of(
        IEnumerable<Endorsement> endorsements, IReadOnlyDictionary<string, InvoiceStanding> open, string currency)
    {
        var balance = None(currency);
        foreach (var endorsement in endorsements)
        {
            if (endorsement.Invoice is { } invoice && open.TryGetValue(invoice.Id, out var standing))
            {
                balance = new(
                    balance.Left + standing.Left,
                    balance.OnlineFees + standing.OnlineFee,
                    balance.Total + standing.Left + standing.OnlineFee);
            }
        }
        return balance;
    }
}
