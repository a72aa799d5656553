using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>The groups of an organisation in the order of their ids.</summary>
internal sealed class GroupReader(TableServiceClient tables)
{
    /// <param name="after">The id to go on after; null for the beginning.</param>
    public IAsyncEnumerable<DebitGroup> AllAsync(string organisation, string? after, CancellationToken cancellation) => AggregateHeads
        .AllAsync<DebitGroup>(tables, organisation, after, cancellation)
        .Select(head => DebitGroup.FromHead(head.Id, JsonSerializer.Deserialize(head.Json, DebitRows.Default.GroupTerms)));
}
