using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Claims;

/// <param name="Number">The insurer's number of the claim.</param>
/// <param name="Since">When it came into its state.</param>
/// <param name="OpenedAt">When the first message came.</param>
/// <param name="ToldAt">The date of the message that insurer and vehicle are from; an older one that comes late changes neither.</param>
/// <param name="Turn">Rises whenever it comes into a state, also into the same one anew: what was planned before is dropped.</param>
/// <param name="Version">Rises with each change; the API's ETag.</param>
/// <param name="End">Why it is completed; null while it is not.</param>
/// <param name="Document">The sales document that it is, or was last, used in.</param>
/// <param name="Warnings">Messages that a person should see before the document is sent (CLM-06), oldest first.</param>
/// <param name="Payments">What payment notices told of, with an amount.</param>
/// <param name="Reminded">What its workflow reminded of; null where it did not.</param>
/// <param name="InvoicedAt">When it was first used in an invoice; it stays when that is taken back. Null where it never was.</param>
internal sealed record ClaimHead(
    string Network,
    string Number,
    string? Insurer,
    [property: Personal] string? Registration,
    string State,
    DateTimeOffset Since,
    DateTimeOffset OpenedAt,
    DateTimeOffset ToldAt,
    int Turn,
    int Version,
    ClaimEnd? End,
    SalesDocument? Document,
    IReadOnlyList<ClaimWarning> Warnings,
    IReadOnlyList<ClaimPayment> Payments,
    ClaimReminded? Reminded,
    DateTimeOffset? InvoicedAt = null)
{
    /// <summary>The oldest go: what counts is that there are any, and which came last.</summary>
    private const int MaxWarnings = 20;

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>What payment notices say does not fit what the invoice asked for, or there is no invoice (CLM-20).</summary>
    [JsonIgnore]
    public bool HasDifference => Payments.Any(payment => payment.Difference is not { IsZero: true });

    public ClaimHead In(string state, DateTimeOffset now) => this with
    {
        State = state,
        Since = now,
        Turn = Turn + 1,
        End = state == ClaimStates.Completed ? End : null,
    };

    public ClaimHead With(ClaimWarning warning) => this with { Warnings = [.. Warnings.Append(warning).TakeLast(MaxWarnings)] };

    public ClaimHead With(ClaimPayment payment) => this with
    {
        Payments = [.. Payments.Where(known => known.Message != payment.Message), payment],
    };

    public ClaimHead Next() => this with { Version = Version + 1 };
}

/// <summary>The message that completed the file (CLM-09).</summary>
/// <param name="Reason">One of <see cref="ClaimEvents"/>.</param>
/// <param name="Message">Its number.</param>
/// <param name="DatedAt">By the network.</param>
internal sealed record ClaimEnd(string Reason, string Message, DateTimeOffset DatedAt);

/// <summary>Changes have come in on this file.</summary>
/// <param name="Message">Its number.</param>
/// <param name="Label">Its name in the trade, such as <c>SD 36</c>.</param>
internal sealed record ClaimWarning(string Message, string Label, [property: Personal] string? Note, DateTimeOffset At);

/// <summary>An estimate or an invoice that the file is used in.</summary>
/// <param name="Account">Null for an estimate.</param>
/// <param name="Invoice">Null for an estimate.</param>
/// <param name="Estimate">The estimate's name at its maker; null for an invoice.</param>
/// <param name="CreditNote">The credit note that took the invoice back; null where none did.</param>
/// <param name="Deleted">The credit note that was deleted last.</param>
/// <param name="Reason">Why the credit note was made, or deleted.</param>
internal sealed record SalesDocument(
    string? Account,
    string? Invoice,
    [property: Personal] string? Estimate,
    DateTimeOffset IntegratedAt,
    string? CreditNote = null,
    string? Deleted = null,
    [property: Personal] string? Reason = null)
{
    [JsonIgnore]
    public ClaimUse Use => Invoice is null ? ClaimUse.Estimate : CreditNote is null ? ClaimUse.Invoice : ClaimUse.Credited;
}

/// <summary>What a payment notice told of.</summary>
/// <param name="Message">The notice's key.</param>
/// <param name="Payment">The account's payment; null until the file has an invoice.</param>
/// <param name="Difference">
/// What the invoice still asked for when it came, less the amount: above zero where the insurer paid less. Null until it is known.
/// </param>
internal sealed record ClaimPayment(string Message, Money Amount, DateOnly PaidOn, string? Payment = null, Money? Difference = null);

/// <param name="Turn">The turn that it is about.</param>
/// <param name="EscalatedAt">Null before the second, and last, time.</param>
internal sealed record ClaimReminded(int Turn, DateTimeOffset At, DateTimeOffset? EscalatedAt);
