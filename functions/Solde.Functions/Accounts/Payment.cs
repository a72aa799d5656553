using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Money that comes in, or is asked for. Never edited: it is cancelled or refunded, and made again (BIL-10).</summary>
/// <param name="For">Invoices that it was made for; empty to let the allocation order decide.</param>
/// <param name="Payer">Who pays, where he is not the owner; the receipt is in the owner's name all the same (BIL-11).</param>
/// <param name="Online">The provider's side, null for an offline payment.</param>
internal sealed record Payment(
    string Id,
    string Method,
    Money Amount,
    string State,
    DateOnly ReceivedOn,
    DateTimeOffset CreatedAt,
    string? Payer,
    string? Note,
    IReadOnlyList<string> For,
    IReadOnlyList<Allocation> Allocations,
    OnlinePayment? Online)
{
    [JsonIgnore]
    public Money Allocated => Allocations.Aggregate(Money.Zero(Amount.Currency), (sum, allocation) => sum + allocation.Amount);

    /// <summary>Money that is here and pays nothing yet.</summary>
    [JsonIgnore]
    public Money Unapplied => PaymentStates.IsMoneyIn(State) ? Amount - Allocated : Money.Zero(Amount.Currency);

    [JsonIgnore]
    public bool IsOpen => PaymentStates.IsPending(State) || Unapplied.IsPositive;
}

/// <summary>So much of a payment pays so much of a line.</summary>
internal sealed record Allocation(string Invoice, string Line, Money Amount);

/// <param name="PaymentMethod">Our id of the saved payment method.</param>
/// <param name="Intent">The provider's id, known from its first answer or event on.</param>
/// <param name="ToldAt">The time of the newest word from the provider that was applied.</param>
internal sealed record OnlinePayment(string PaymentMethod, string? Intent, DateTimeOffset? ToldAt, IReadOnlyList<PaymentAttempt> Attempts);

/// <summary>One failed try at the bank. The same one is told to us several times, under the same id.</summary>
/// <param name="Id">The provider's id of the charge.</param>
/// <param name="DeclineCode">The provider's code; its meaning is said in the payments area.</param>
internal sealed record PaymentAttempt(string Id, string DeclineCode, DateTimeOffset At);
