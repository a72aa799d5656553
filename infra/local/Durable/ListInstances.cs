using System.Text;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>Which instances are asked for; what is null or empty does not limit them.</summary>
internal sealed record InstanceFilter
{
    public IReadOnlyCollection<OrchestrationStatus> Statuses { get; init; } = [];

    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public string? IdPrefix { get; init; }
}

/// <summary>Lists instances in the order of their keys.</summary>
internal sealed class ListInstances(HubContext hub)
{
    /// <param name="filter">Which ones.</param>
    /// <param name="top">How many at most, 1 to 999.</param>
    /// <param name="continuation">Where the page before has ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The instances, and where the next page begins when there is one.</returns>
    public async Task<(IReadOnlyList<InstanceHead> Instances, string? Continuation)> RunAsync(
        InstanceFilter filter, int top, string? continuation, CancellationToken cancellationToken)
    {
        var found = new List<TableEntity>();
        await foreach (var row in hub.Table.HeadsAsync(FilterText(filter, continuation), top + 1, cancellationToken))
        {
            found.Add(row);
            if (found.Count > top) break;
        }
        var next = found.Count > top ? found[top - 1].PartitionKey : null;
        var heads = new List<InstanceHead>();
        foreach (var row in found.Take(top)) heads.Add(await hub.Table.ReadHeadAsync(row, cancellationToken));
        return (heads, next);
    }

    private static string FilterText(InstanceFilter filter, string? continuation)
    {
        var text = new StringBuilder(TableClient.CreateQueryFilter($"RowKey eq {RowKeys.Head}"));
        if (continuation is not null) text.Append(TableClient.CreateQueryFilter($" and PartitionKey gt {continuation}"));
        if (filter.IdPrefix is { Length: > 0 } prefix)
        {
            // No letter of a key comes after the tilde.
            var key = InstanceId.Key(prefix);
            text.Append(TableClient.CreateQueryFilter($" and PartitionKey ge {key} and PartitionKey lt {key + '~'}"));
        }
        if (filter.CreatedFrom is { } from) text.Append(TableClient.CreateQueryFilter($" and Created ge {from}"));
        if (filter.CreatedTo is { } to) text.Append(TableClient.CreateQueryFilter($" and Created le {to}"));
        if (filter.Statuses.Count > 0)
        {
            var any = filter.Statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}"));
            text.Append(" and (").AppendJoin(" or ", any).Append(')');
        }
        return text.ToString();
    }
}
