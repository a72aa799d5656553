using Solde.Functions.Items;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

internal sealed record InvoiceView(
    string Id,
    string? Number,
    string State,
    DateOnly IssueDate,
    IReadOnlyList<DateOnly> DueDates,
    Money Total,
    Money Left,
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
        line.Share);
}
