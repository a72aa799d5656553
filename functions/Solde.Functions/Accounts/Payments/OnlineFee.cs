using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What an invoice asks on top where it is paid online, as it was set when the invoice was made (INS-04, INS-07).</summary>
/// <param name="Description">The fee's line, in the owner's language.</param>
/// <param name="Category">The revenue it counts as.</param>
internal sealed record OnlineFeeTerms(Tariff Tariff, string Description, string Category);

/// <summary>
/// The fee within an online payment's amount. It is invoiced in the transaction in which the money arrives, so a payment
/// that fails leaves no fee behind.
/// </summary>
/// <param name="Invoice">The id under which it will be invoiced.</param>
internal sealed record OnlineFee(string Invoice, IReadOnlyList<OnlineFeeLine> Lines)
{
    [JsonIgnore]
    public Money Total => Lines.Aggregate(Money.Zero(Lines[0].Amount.Currency), (sum, line) => sum + line.Amount);
}

/// <param name="For">The invoice that is paid online.</param>
internal sealed record OnlineFeeLine(string For, string Description, string Category, Money Amount);
