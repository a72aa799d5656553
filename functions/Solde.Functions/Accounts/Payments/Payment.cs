using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Money that comes in, or is asked for. Never edited: it is cancelled or refunded, and made again (BIL-10).</summary>
/// <param name="For">Invoices that it was made for; empty to let the allocation order decide.</param>
/// <param name="Payer">Who pays, where he is not the owner; the receipt is in the owner's name all the same (BIL-11).</param>
/// <param name="Online">The provider's side, null for an offline payment.</param>
/// <param name="GivenBack">What refunds took from it; null before the first.</param>
/// <param name="OnlineFee">The part of the amount that is the fee of paying online; null where there is none.</param>
/// <param name="Instalments">What it asks for of payment plans; null where it is on its own.</param>
/// <param name="Provisional">The lines on which it lies as long as it may still fail; null where it lies on none (BIL-29).</param>
internal sealed record Payment(
    string Id,
    string Method,
    Money Amount,
    string State,
    DateOnly ReceivedOn,
    DateTimeOffset CreatedAt,
    [property: Personal] string? Payer,
    [property: Personal] string? Note,
    IReadOnlyList<string> For,
    IReadOnlyList<Allocation> Allocations,
    OnlinePayment? Online,
    GivenBack? GivenBack = null,
    OnlineFee? OnlineFee = null,
    IReadOnlyList<InstalmentKey>? Instalments = null,
    IReadOnlyList<Allocation>? Provisional = null) : IFunds
{
    /// <summary>What it is for, without the fee of paying online.</summary>
    [JsonIgnore]
    public Money BeforeFee => OnlineFee is { } fee ? Amount - fee.Total : Amount;

    [JsonIgnore]
    public DateOnly Since => ReceivedOn;

    [JsonIgnore]
    public Money Allocated => Allocations.Aggregate(Money.Zero(Amount.Currency), (sum, allocation) => sum + allocation.Amount);

    /// <summary>What came in and the bank has not taken back.</summary>
    [JsonIgnore]
    public Money MoneyIn => PaymentStates.IsMoneyIn(State)
        ? Online?.Returns.Aggregate(Amount, (left, taken) => left - taken.Amount) ?? Amount
        : Money.Zero(Amount.Currency);

    [JsonIgnore]
    public Money Refunded => GivenBack?.Refunded ?? Money.Zero(Amount.Currency);

    [JsonIgnore]
    public Money Reserved => GivenBack?.Reserved ?? Money.Zero(Amount.Currency);

    /// <summary>What banks dispute and the provider holds until that is decided (PAY-10). It goes on paying what it pays.</summary>
    [JsonIgnore]
    public Money Held => (Online?.Disputes ?? []).Where(dispute => dispute.State == DisputeStates.Open)
        .Aggregate(Money.Zero(Amount.Currency), (sum, dispute) => sum + dispute.Amount);

    /// <summary>
    /// Money that is here, pays nothing yet and is not on its way back. Below zero where the bank took back what had been
    /// refunded already: the payer owes it.
    /// </summary>
    [JsonIgnore]
    public Money Unapplied => MoneyIn - Allocated - Refunded - Reserved;

    /// <summary>An e-cheque at the bank: sent, and able to fail to the end (BIL-10).</summary>
    [JsonIgnore]
    public bool IsProvisional => State == PaymentStates.Pending && PaymentMethods.IsBankDebit(Method);

    [JsonIgnore]
    public Money ProvisionallyAllocated =>
        (Provisional ?? []).Aggregate(Money.Zero(Amount.Currency), (sum, allocation) => sum + allocation.Amount);

    [JsonIgnore]
    public Money Unplaced => IsProvisional ? BeforeFee - ProvisionallyAllocated : Unapplied;

    [JsonIgnore]
    public bool IsOpen => PaymentStates.IsPending(State) || !Unapplied.IsZero || !Reserved.IsZero;

    /// <summary>What a refund may still take: not given back yet, not disputed, and not already a credit note.</summary>
    [JsonIgnore]
    public Money Refundable => Money.Min(MoneyIn - Held - Refunded - Reserved - Credited, Returnable);

    /// <summary>What the way it came can still take back, whatever it is a refund of.</summary>
    [JsonIgnore]
    public Money Returnable => MoneyIn - Held - (GivenBack?.SentBack ?? Money.Zero(Amount.Currency));

    public IFunds With(IReadOnlyList<Allocation> allocations) => this with { Allocations = allocations };

    private Money Credited => Allocations.Where(allocation => allocation.Credit is not null)
        .Aggregate(Money.Zero(Amount.Currency), (sum, allocation) => sum + allocation.Amount);
}

/// <summary>So much of a payment or a credit pays so much of a line.</summary>
/// <param name="Credit">The credit note that this became when the line was cancelled: it stays where it is.</param>
/// <param name="Instalment">The instalment that need not ask for it (BIL-15): taken off, it asks for it again.</param>
internal sealed record Allocation(string Invoice, string Line, Money Amount, string? Credit = null, InstalmentKey? Instalment = null);

/// <summary>What refunds took from a payment.</summary>
/// <param name="Refunded">Of its money, for good.</param>
/// <param name="Reserved">Of its money, by refunds under way.</param>
/// <param name="SentBack">
/// What goes or went back the way it came, refunds of credits among it: the bank takes no more than the payment's amount.
/// </param>
internal sealed record GivenBack(Money Refunded, Money Reserved, Money SentBack);

/// <param name="PaymentMethod">Our id of the saved payment method.</param>
/// <param name="Intent">The provider's id, known from its first answer or event on.</param>
/// <param name="ToldAt">The time of the newest word from the provider that was applied.</param>
/// <param name="Returns">What the bank took back after it had arrived (PAY-15).</param>
/// <param name="ReportedAt">When administrators were told that nobody can find out whether it was charged.</param>
/// <param name="Disputes">What customers' banks disputed of it; null where they never did.</param>
/// <param name="Customer">That the customer was asked to act; null where he never was.</param>
internal sealed record OnlinePayment(
    string PaymentMethod,
    string? Intent,
    DateTimeOffset? ToldAt,
    IReadOnlyList<PaymentAttempt> Attempts,
    IReadOnlyList<PaymentReturn> Returns,
    DateTimeOffset? ReportedAt = null,
    CustomerAsk? Customer = null,
    IReadOnlyList<Dispute>? Disputes = null)
{
    public Dispute? FindDispute(string id) => Disputes?.FirstOrDefault(dispute => dispute.Id == id);

    /// <summary>In the place of what was known of the same one.</summary>
    public OnlinePayment With(Dispute dispute) => this with
    {
        Disputes = FindDispute(dispute.Id) is null
            ? [.. Disputes ?? [], dispute]
            : [.. Disputes!.Select(known => known.Id == dispute.Id ? dispute : known)],
    };
}

/// <summary>The customer must confirm the payment at his bank (PAY-07). The link to it is the provider's and kept nowhere here.</summary>
/// <param name="Time">The first time, the second: after a refusal the payment may be tried again, and he is asked again.</param>
/// <param name="RemindedAt">When he was last sent the link again; null before that.</param>
internal sealed record CustomerAsk(int Time, DateTimeOffset Since, DateTimeOffset? RemindedAt = null)
{
    public static CustomerAsk After(CustomerAsk? earlier, DateTimeOffset now) => new((earlier?.Time ?? 0) + 1, now);
}

/// <param name="Id">The provider's id of the dispute.</param>
/// <param name="Reason">The provider's code.</param>
internal sealed record PaymentReturn(string Id, Money Amount, string Reason, DateTimeOffset At);

/// <summary>One failed try at the bank. The same one is told to us several times, under the same id.</summary>
/// <param name="Id">The provider's id of the charge.</param>
/// <param name="DeclineCode">The provider's code; its meaning is said in the payments area.</param>
internal sealed record PaymentAttempt(string Id, string DeclineCode, DateTimeOffset At);
