using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Items;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What is charged to an account (BIL-03).</summary>
/// <param name="Number">From the organisation's unbroken sequence of the year; null for the moment until it is taken.</param>
/// <param name="DueDates">In order; the first one counts when money looks for the oldest line.</param>
/// <param name="ExtraTo">The invoice whose price rose afterwards, where this is the difference (BIL-05).</param>
/// <param name="PaidBy">The payments and credits that lie on its lines: they are read when the invoice gives their money back.</param>
/// <param name="OnlineFee">What paying it online costs on top; null where that is free.</param>
/// <param name="CreditNotes">Those that took it back whole and can be deleted again; null where none did.</param>
/// <param name="Origin">The area that charged by it and follows it; null for none.</param>
internal sealed record Invoice(
    string Id,
    string? Number,
    DateOnly IssueDate,
    IReadOnlyList<DateOnly> DueDates,
    IReadOnlyList<InvoiceLine> Lines,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> PaidBy,
    string? ExtraTo = null,
    OnlineFeeTerms? OnlineFee = null,
    IReadOnlyList<InvoiceCreditNote>? CreditNotes = null,
    InvoiceOrigin? Origin = null)
{
    [JsonIgnore]
    public Money Total => Lines.Aggregate(Money.Zero(Lines[0].Total.Currency), (sum, line) => sum + line.Total);

    /// <summary>What was cancelled of it, paid or not.</summary>
    [JsonIgnore]
    public Money CancelledTotal => Lines.Aggregate(
        Money.Zero(Lines[0].Total.Currency), (sum, line) => sum + line.Cancelled + line.Credited);

    [JsonIgnore]
    public Money Left => Lines.Aggregate(Money.Zero(Lines[0].Total.Currency), (sum, line) => sum + line.Left);

    /// <summary>What came to it and was not given back when lines of it were cancelled.</summary>
    [JsonIgnore]
    public Money Paid => Lines.Aggregate(Money.Zero(Lines[0].Total.Currency), (sum, line) => sum + line.Allocated - line.Credited);

    /// <summary>What other money may still pay, or a plan ask for.</summary>
    [JsonIgnore]
    public Money Uncovered => Lines.Aggregate(Money.Zero(Lines[0].Total.Currency), (sum, line) => sum + line.Uncovered);

    /// <summary>E-cheques at the bank lie on it for so much (BIL-29).</summary>
    [JsonIgnore]
    public Money Provisional => Left - Uncovered;

    public InvoiceLine? Find(string line) => Lines.FirstOrDefault(candidate => candidate.Id == line);

    /// <summary>It is owed, even where an e-cheque at the bank covers all of it.</summary>
    [JsonIgnore]
    public bool IsOpen => Lines.Any(line => line.Left.IsPositive);

    [JsonIgnore]
    public string State => InvoiceStates.Of(this);

    public InvoiceCreditNote? FindCreditNote(string id) => CreditNotes?.FirstOrDefault(note => note.Id == id);

    public Invoice With(InvoiceCreditNote note) => this with
    {
        CreditNotes = [.. (CreditNotes ?? []).Where(known => known.Id != note.Id), note],
    };
}

/// <summary>A credit note that took back what was left of an invoice.</summary>
/// <param name="Id">The credit's too, where the invoice had been paid.</param>
/// <param name="DeletedAt">Null while it stands.</param>
internal sealed record InvoiceCreditNote(string Id, IReadOnlyList<string> Lines, DateTimeOffset? DeletedAt = null);

/// <param name="Id">The line's number in its invoice, from 1.</param>
/// <param name="Member">The owner or one of the account's members.</param>
/// <param name="Item">The activity or article, where there is one.</param>
/// <param name="Category">The revenue it counts as.</param>
/// <param name="Component">Fee, interest or principal, see <see cref="LineComponents"/>.</param>
/// <param name="Quantity">Up to three decimals.</param>
/// <param name="Total">Net and taxes.</param>
/// <param name="Allocated">What payments and credits have covered.</param>
/// <param name="Cancelled">What is no longer due.</param>
/// <param name="Share">So much of the item's period is charged, where it is charged pro rata (BIL-04).</param>
/// <param name="Credited">Of what is allocated, what was given back as a credit when the line was cancelled; it stays allocated.</param>
/// <param name="Provisional">What e-cheques at the bank are to pay of what is left; null where it is nothing (BIL-29).</param>
internal sealed record InvoiceLine(
    string Id,
    [property: Personal] string Description,
    string Member,
    string? Item,
    string Category,
    string Component,
    decimal Quantity,
    Money UnitPrice,
    Money Net,
    IReadOnlyList<TaxAmount> Taxes,
    Money Total,
    Money Allocated,
    Money Cancelled,
    Money Credited,
    ProRata? Share = null,
    Money? Provisional = null)
{
    [JsonIgnore]
    public Money Left => Total - Allocated - Cancelled;

    [JsonIgnore]
    public Money Uncovered => Provisional is { } provisional ? Left - provisional : Left;

    [JsonIgnore]
    public bool IsCancelled => !Cancelled.IsZero || !Credited.IsZero;
}

internal sealed record TaxAmount(string Code, Money Amount);

internal static class LineComponents
{
    public const string Fee = "fee";
    public const string Interest = "interest";
    public const string Principal = "principal";

    /// <summary>In the order in which the rule "fees, then interest, then principal" takes them.</summary>
    public static readonly IReadOnlyList<string> All = [Fee, Interest, Principal];
}

internal static class InvoiceStates
{
    public const string Open = "open";
    public const string PartlyPaid = "partly_paid";
    public const string Paid = "paid";
    public const string Cancelled = "cancelled";
    public const string PartlyCancelled = "partly_cancelled";

    public static readonly IReadOnlyList<string> All = [Open, PartlyPaid, Paid, Cancelled, PartlyCancelled];

    /// <summary>
    /// A state is what the lines say, never kept beside them. Provisional money counts as paid for as long as it lies there.
    /// </summary>
    public static string Of(Invoice invoice)
    {
        if (invoice.Lines.Any(line => line.IsCancelled))
            return invoice.Lines.All(line => line.Cancelled + line.Credited == line.Total) ? Cancelled : PartlyCancelled;
        if (!invoice.Uncovered.IsPositive)
            return Paid;
        return invoice.Lines.Any(line => !line.Allocated.IsZero || line.Provisional is not null) ? PartlyPaid : Open;
    }
}
