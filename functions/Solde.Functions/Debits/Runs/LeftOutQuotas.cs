using System.Runtime.CompilerServices;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>The quotas that a run left out, with the reason, in a partition of the run. Written over and over they are the same rows.</summary>
internal sealed class LeftOutQuotas(TableServiceClient tables)
{
    private const int MaxTogether = 100;
    private const string ReasonColumn = "Reason";

    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    public async Task PutAsync(
        string organisation, string run, string group, IReadOnlyList<ChargeVerdict> left, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation, run);
        foreach (var together in left.Chunk(MaxTogether))
        {
            await _table.SubmitTransactionAsync(
                together.Select(verdict => new TableTransactionAction(
                    TableTransactionActionType.UpsertReplace,
                    new TableEntity(partition, new LeftOutQuota(group, verdict.Quota, "").Key) { [ReasonColumn] = verdict.LeftOut })),
                cancellation);
        }
    }

    /// <param name="after">The key to go on after; null to begin.</param>
    public async IAsyncEnumerable<LeftOutQuota> OfRunAsync(
        string organisation, string run, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (partition, from) = (PartitionOf(organisation, run), after ?? "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
        {
            var key = row.RowKey;
            var bar = key.LastIndexOf('|');
            yield return new LeftOutQuota(key[..bar], key[(bar + 1)..], row.GetString(ReasonColumn)!);
        }
    }

    private static string PartitionOf(string organisation, string run) => PartitionKey.Of(organisation, "debit-left-out", run);
}

/// <param name="Reason">One of <see cref="LeftOutReasons"/>.</param>
internal sealed record LeftOutQuota(string Group, string Quota, string Reason)
{
    /// <summary>Ids of groups hold no bar.</summary>
    public string Key => $"{Group}|{Quota}";
}
