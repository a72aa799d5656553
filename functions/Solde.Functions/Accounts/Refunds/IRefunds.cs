using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What the payments area needs of refunds: what to send, and to say what the provider told of it.</summary>
internal interface IRefunds
{
    /// <summary>Null where there is no such part.</summary>
    Task<RefundOrder?> FindPartAsync(RefundPartKey part, CancellationToken cancellation);

    /// <summary>Applies the provider's word; what it announces goes through the command's outgoing messages.</summary>
    Task<RefundStanding> ApplyWordAsync(RefundPartKey part, RefundWord word, Command command);

    /// <summary>After all the waiting: administrators are told that no word of it comes, once (BIL-24).</summary>
    Task ReportAsync(RefundPartKey part, Command command);
}

internal sealed record RefundPartKey(string Organisation, string Account, string Refund, string Part);

/// <param name="Intent">The provider's id of the payment that it goes back the way of.</param>
/// <param name="Reference">The provider's id of it; null until it told one.</param>
internal sealed record RefundOrder(string State, Money Amount, string Intent, string? Reference, DateTimeOffset AskedAt);

/// <param name="State">How the part stands now, one of <see cref="RefundPartStates"/>; null where there is no such part.</param>
internal sealed record RefundStanding(OutcomeEffect Effect, string? State);

/// <summary>What the provider says of one part of a refund.</summary>
/// <param name="State">One of <see cref="RefundPartStates"/>.</param>
/// <param name="Reference">The provider's id; null where it refused to make one or did not answer.</param>
/// <param name="BankReference">By which the customer's bank can find it, where it is known.</param>
/// <param name="FailureCode">Where <paramref name="State"/> says failed.</param>
internal sealed record RefundWord(string State, string? Reference, string? BankReference, string? FailureCode, DateTimeOffset At);
