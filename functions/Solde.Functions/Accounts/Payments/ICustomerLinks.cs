namespace Solde.Functions.Accounts;

/// <summary>
/// Where a customer confirms a payment at his bank (PAY-07). Asked for here, given by the payments area from the provider: whoever has the
/// link can act for him, so it is fetched when it is sent and kept nowhere.
/// </summary>
internal interface ICustomerLinks
{
    /// <summary>Null where the payment does not wait for the customer any more.</summary>
    Task<string?> FindAsync(string organisation, string account, string payment, CancellationToken cancellation);
}
