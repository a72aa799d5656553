using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Debits;

/// <summary>One line of a bank file.</summary>
/// <param name="LineId">Ours, which the bank gives back: up to 19 digits and capital letters, used once under an agreement.</param>
/// <param name="Kind">One of <see cref="DebitOrderKinds"/>.</param>
/// <param name="Amount">Zero where nothing is asked for; a cancellation repeats the amount of what it cancels.</param>
/// <param name="Due">A calendar date. What the bank does on a day without banking, it does on the next.</param>
/// <param name="MandateReference">The mandate's id. Brazil: the customer's id with us, the same for all his debits.</param>
/// <param name="MandateSignedOn">SEPA; not after the file's day.</param>
/// <param name="TaxId">Brazil: CPF or CNPJ, digits only; sent from version 05.</param>
/// <param name="Sequence">SEPA: one of <see cref="SequenceTypes"/>.</param>
/// <param name="MandateUntil">Brazil, registration: the mandate's last day; null where it is open ended.</param>
/// <param name="PreviousIban">SEPA: under the same mandate the last debit was on this account.</param>
/// <param name="Statement">What the payer reads beside the amount, where the scheme carries it; a reason for a withdrawal.</param>
internal sealed record DebitOrder(
    string LineId,
    string Kind,
    Money Amount,
    DateOnly Due,
    [property: Personal] string PayerName,
    BankAccount Account,
    string MandateReference,
    DateOnly? MandateSignedOn = null,
    [property: Personal] string? TaxId = null,
    string Sequence = SequenceTypes.Recurring,
    DateOnly? MandateUntil = null,
    [property: Personal] string? PreviousIban = null,
    string? Statement = null);

internal static class DebitOrderKinds
{
    public const string Debit = "debit";

    /// <summary>Takes back a debit sent earlier, as long as the bank has not done it.</summary>
    public const string Cancellation = "cancellation";

    /// <summary>Brazil: asks for nothing, so that the bank does not drop a mandate that rested for long.</summary>
    public const string KeepAlive = "keep_alive";

    /// <summary>Brazil, version 08: the mandate is entered at the bank.</summary>
    public const string Registration = "registration";

    /// <summary>Brazil: the mandate ends; a customer's word to us goes on to his bank.</summary>
    public const string Withdrawal = "withdrawal";

    public static readonly IReadOnlyList<string> All = [Debit, Cancellation, KeepAlive, Registration, Withdrawal];
}

/// <summary>Where a SEPA debit stands in the life of its mandate. A first one is recurring like those after it.</summary>
internal static class SequenceTypes
{
    public const string Recurring = "RCUR";
    public const string First = "FRST";
    public const string Final = "FNAL";
    public const string OneOff = "OOFF";

    public static readonly IReadOnlyList<string> All = [Recurring, First, Final, OneOff];
}
