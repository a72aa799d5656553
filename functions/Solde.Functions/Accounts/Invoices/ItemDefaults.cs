using Solde.Functions.Api;
using Solde.Functions.Items;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>What a line leaves unsaid is said by the item that it names.</summary>
internal static class ItemDefaults
{
    public static IReadOnlyDictionary<string, ItemTerms> None { get; } = new Dictionary<string, ItemTerms>(StringComparer.Ordinal);

    public static async Task<IReadOnlyDictionary<string, ItemTerms>> OfAsync(
        IssueInvoice.Request request, Command command, IItemCatalogue items) =>
        await items.FindAsync(
            command.Organisation,
            (request.Lines ?? []).Take(IssueInvoice.MaxLines).Select(line => line?.Item).OfType<string>().Where(Ids.IsValid),
            command.CancellationToken);

    public static IssueInvoice.Request Complete(IssueInvoice.Request request, IReadOnlyDictionary<string, ItemTerms> items) => request with
    {
        Lines = request.Lines is null ? null : [.. request.Lines.Select(line => line?.Item is { } id && items.TryGetValue(id, out var terms)
            ? Complete(line, terms)
            : line!)],
    };

    /// <summary>Null where it may be bought now and paid later (BIL-08): the organisation allows it, and so does each item.</summary>
    public static Refusal? PayLater(IssueInvoice.Request request, IReadOnlyDictionary<string, ItemTerms> items, OrganisationSettings settings)
    {
        if (request.PayLater != true)
            return null;
        if (!settings.AllowsPayLater)
            return AccountRefusals.NoPayLater.With("");
        var refusing = request.Lines!.FirstOrDefault(line => line.Item is null || !items.TryGetValue(line.Item, out var terms) || !terms.AllowsOfflinePayment);
        return refusing is null ? null : AccountRefusals.NoPayLater.With(refusing.Item ?? refusing.Description!);
    }

    private static IssueInvoice.RequestLine Complete(IssueInvoice.RequestLine line, ItemTerms terms) => line with
    {
        Description = line.Description ?? terms.Name,
        UnitPrice = line.UnitPrice ?? terms.UnitPrice,
        Category = line.Category ?? terms.Category,
        Taxes = line.Taxes ?? terms.Taxes,
    };
}
