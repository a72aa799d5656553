using Solde.Functions.Items;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <param name="State">Counts as paid what is so only provisionally.</param>
/// <param name="Left">What is owed, <paramref name="Provisional"/> with it.</param>
/// <param name="Provisional">What e-cheques at the bank are to pay of it: they may still fail.</param>
internal sealed record InvoiceView(
    string Id,
    string? Number,
    string State,
    DateOnly IssueDate,
    IReadOnlyList<DateOnly> DueDates,
    Money Total,
    Money Left,
    Money Provisional,
    string? ExtraTo,
    IReadOnlyList<InvoiceLineView> Lines)
{
    public static InvoiceView Of(Invoice invoice) => new(
        invoice.Id,
        invoice.Number,
        invoice.State,
        invoice.IssueDate,
        invoice.DueDates,
        invoice.Total,
        invoice.Left,
        invoice.Provisional,
        invoice.ExtraTo,
        [.. invoice.Lines.Select(InvoiceLineView.Of)]);
}

internal sealed record InvoiceLineView(
    string Id,
    string Description,
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
    Money Left,
    Money Provisional,
    ProRata? Share)
{
    public static InvoiceLineView Of(InvoiceLine line) => new(
        line.Id,
        line.Description,
        line.Member,
        line.Item,
        line.Category,
        line.Component,
        line.Quantity,
        line.UnitPrice,
        line.Net,
        line.Taxes,
        line.Total,
        line.Allocated,
        line.Cancelled,
        line.Credited,
        line.Left,
        line.Left - line.Uncovered,
        line.Share);
}
