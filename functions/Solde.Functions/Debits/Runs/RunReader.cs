using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>The runs of an organisation in the order of their ids.</summary>
internal sealed class RunReader(TableServiceClient tables)
{
    /// <param name="after">The id to go on after; null for the beginning.</param>
    public IAsyncEnumerable<DebitRun> AllAsync(string organisation, string? after, CancellationToken cancellation) => AggregateHeads
        .AllAsync<DebitRun>(tables, organisation, after, cancellation)
        .Select(head => DebitRun.FromHead(head.Id, JsonSerializer.Deserialize(head.Json, DebitRows.Default.RunHead)));
}
