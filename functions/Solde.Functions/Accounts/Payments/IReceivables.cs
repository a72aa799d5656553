using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What the payments area needs of accounts: to ask for money, and to say what the provider told of it.</summary>
internal interface IReceivables
{
    /// <summary>Writes the payment down as requested and announces <see cref="ChargeRequested"/>, before anyone calls the provider.</summary>
    Task<Answer> RequestPaymentAsync(string account, PaymentRequest request, Command command);

    /// <summary>Null where the account has no such payment.</summary>
    Task<RequestedPayment?> FindPaymentAsync(string organisation, string account, string payment, CancellationToken cancellation);

    Task<bool> AccountExistsAsync(string organisation, string account, CancellationToken cancellation);

    /// <summary>Sends what an earlier delivery of the same message committed and could not send any more.</summary>
    Task AnnounceAgainAsync(string account, Command command);

    /// <summary>
    /// A dispute as the provider has it now (PAY-10). Lost, its money is taken back: a new entry undoes it, and what it paid is open again
    /// (PAY-15).
    /// </summary>
    Task<OutcomeEffect> TakeDisputeAsync(string account, string payment, Dispute told, Command command);

    /// <summary>Sends the customer the link again, unless that was done half a day ago or less, or he is not waited for (PAY-07).</summary>
    Task RemindCustomerAsync(string account, string payment, Command command);

    /// <summary>After the last look at the provider: administrators are told that nobody knows (PAY-14).</summary>
    Task ReportUnknownAsync(string account, string payment, Command command);

    /// <summary>Applies the provider's word; what it announces goes through the command's outgoing messages.</summary>
    Task<OutcomeEffect> ApplyOutcomeAsync(string account, string payment, ProviderOutcome outcome, Command command);
}

/// <param name="Invoices">What it is for; empty to let the allocation order decide.</param>
/// <param name="PaymentMethod">Our id of the saved payment method.</param>
/// <param name="Total">The amount with the fee of paying online, which the payer agreed to; needed where there is a fee.</param>
internal sealed record PaymentRequest(
    string Method, Money Amount, IReadOnlyList<string> Invoices, string PaymentMethod, string? Payer, string? Note, Money? Total);

/// <param name="CreatedAt">When it was asked for: the provider remembers our key for a day only.</param>
/// <param name="CustomerAsked">How often the customer was asked to act, reminders not counted.</param>
internal sealed record RequestedPayment(
    string Id, string State, Money Amount, string PaymentMethod, string? Intent, DateTimeOffset CreatedAt, int CustomerAsked);

/// <summary>What the provider says of one payment.</summary>
/// <param name="Intent">The provider's id; null where it refused to make one.</param>
/// <param name="State">One of <see cref="PaymentStates"/>.</param>
/// <param name="Received">What the provider took in; must be the payment's amount once it succeeded.</param>
/// <param name="FailedAttempt">The failed try, where <paramref name="State"/> says failed.</param>
/// <param name="At">When the provider said so.</param>
/// <param name="IsCurrent">
/// The provider's object as it is now, rather than as it was when an event was made: the last word (PAY-03).
/// </param>
internal sealed record ProviderOutcome(
    string? Intent, string State, Money? Received, PaymentAttempt? FailedAttempt, DateTimeOffset At, bool IsCurrent);

internal enum OutcomeEffect
{
    /// <summary>It changed the payment.</summary>
    Applied,

    /// <summary>It says what is known already, or what was true earlier.</summary>
    AlreadyKnown,

    /// <summary>It does not fit what is known: the provider's object must be looked at, or a person must.</summary>
    Contradicts,

    UnknownPayment,
}
