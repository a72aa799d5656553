using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What an area needs of accounts to write down what an insurer pays of an invoice.</summary>
internal interface IInsurerPayments
{
    /// <summary>
    /// Writes the payment down under an id that the caller has derived before, and reconciles it with its invoice: a payment of that id is
    /// written once.
    /// </summary>
    /// <returns>What the invoice still asks for, less what of the payment it does not need: zero where they fit.</returns>
    /// <exception cref="InvalidOperationException">The account refuses: the caller has not checked what it pays.</exception>
    Task<Money> ReceiveAsync(string account, InsurerPayment payment, Command command);
}

/// <param name="PaidOn">By the insurer; today where that is a day to come.</param>
internal sealed record InsurerPayment(string Id, string Invoice, Money Amount, DateOnly PaidOn, string Insurer, string Note);
