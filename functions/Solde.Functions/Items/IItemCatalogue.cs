using Solde.Functions.Aggregates;

namespace Solde.Functions.Items;

/// <summary>What invoices need to know of the items they charge for.</summary>
internal interface IItemCatalogue
{
    /// <summary>Those among the ids that the organisation has; an invoice may name others, and then says all by itself.</summary>
    Task<IReadOnlyDictionary<string, ItemTerms>> FindAsync(string organisation, IEnumerable<string> ids, CancellationToken cancellation);
}

internal sealed class ItemCatalogue(AggregateStore<Item> items) : IItemCatalogue
{
    public async Task<IReadOnlyDictionary<string, ItemTerms>> FindAsync(
        string organisation, IEnumerable<string> ids, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(ids.Distinct(StringComparer.Ordinal).Select(id => items.ReadAsync(organisation, id, cancellation)));
        return found.Where(item => item.Exists).ToDictionary(item => item.Id, item => item.Terms!, StringComparer.Ordinal);
    }
}
