using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="OnlineFee">The part of the amount that is the fee of paying online.</param>
/// <param name="Refunded">What refunds took or are taking from it.</param>
/// <param name="Refundable">What a refund may still take.</param>
/// <param name="Held">What is disputed and held by the provider.</param>
/// <param name="Instalments">What it asks for of payment plans.</param>
/// <param name="Provisional">The lines that it is to pay once the bank has paid it: an e-cheque that may still fail.</param>
internal sealed record PaymentView(
    string Id,
    string Method,
    Money Amount,
    Money OnlineFee,
    string State,
    DateOnly ReceivedOn,
    DateTimeOffset CreatedAt,
    string? Payer,
    string? Note,
    IReadOnlyList<string> For,
    IReadOnlyList<Allocation> Allocations,
    Money Unapplied,
    Money Refunded,
    Money Refundable,
    Money Held,
    OnlinePaymentView? Online,
    IReadOnlyList<InstalmentKey> Instalments,
    IReadOnlyList<Allocation> Provisional)
{
    public static PaymentView Of(Payment payment, Func<string, string>? meaning = null) => new(
        payment.Id,
        payment.Method,
        payment.Amount,
        payment.Amount - payment.BeforeFee,
        payment.State,
        payment.ReceivedOn,
        payment.CreatedAt,
        payment.Payer,
        payment.Note,
        payment.For,
        payment.Allocations,
        payment.Unapplied,
        payment.Refunded + payment.Reserved,
        payment.Refundable,
        payment.Held,
        payment.Online is { } online ? OnlinePaymentView.Of(online, payment.State, meaning) : null,
        payment.Instalments ?? [],
        payment.Provisional ?? []);
}

/// <param name="Reference">The provider's id of the payment, for its dashboard.</param>
/// <param name="AwaitsCustomerSince">Since when the customer is waited for; null where he is not.</param>
internal sealed record OnlinePaymentView(
    string PaymentMethod,
    string? Reference,
    IReadOnlyList<AttemptView> FailedAttempts,
    DateTimeOffset? AwaitsCustomerSince,
    IReadOnlyList<Dispute> Disputes)
{
    public static OnlinePaymentView Of(OnlinePayment online, string state, Func<string, string>? meaning) => new(
        online.PaymentMethod,
        online.Intent,
        [.. online.Attempts.Select(attempt => new AttemptView(attempt.At, attempt.DeclineCode, meaning?.Invoke(attempt.DeclineCode)))],
        state == PaymentStates.AwaitingCustomer ? online.Customer?.Since : null,
        online.Disputes ?? []);
}

/// <param name="Meaning">What the code means, in the language asked for (PAY-04).</param>
internal sealed record AttemptView(DateTimeOffset At, string DeclineCode, string? Meaning);
