namespace Solde.Functions.Accounts;

/// <summary>What the payments area needs to compare an organisation's books with the provider's.</summary>
internal interface IOnlineMovements
{
    /// <summary>
    /// The online payments, and parts of refunds, that were asked for in a span of time, as the journals tell, a page of the storage at a
    /// time.
    /// </summary>
    /// <param name="from">That instant included.</param>
    /// <param name="before">That instant not included.</param>
    IAsyncEnumerable<OnlineMovement> BegunAsync(
        string organisation, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation);
}

/// <summary>An online payment, or a part of a refund that goes online.</summary>
/// <param name="Payment">Null for a refund.</param>
internal sealed record OnlineMovement(string Account, string? Payment, string? Refund, string? Part);
