using System.Runtime.CompilerServices;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// The agreements under which files may wait to be applied, of all organisations in one partition. A row is a reason to look and no more: it
/// is written before the file is, and removed when nothing is left.
/// </summary>
internal sealed class WaitingReturns(TableServiceClient tables)
{
    private const string OrganisationColumn = "Organisation";
    private const string AgreementColumn = "Agreement";

    /// <summary>Of no organisation: their ids are never empty.</summary>
    private static readonly string Partition = PartitionKey.Of("", "debit-returns-waiting", "");

    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    public Task PutAsync(string organisation, string agreement, CancellationToken cancellation) => _table.UpsertEntityAsync(
        new TableEntity(Partition, KeyOf(organisation, agreement))
        {
            [OrganisationColumn] = organisation,
            [AgreementColumn] = agreement,
        },
        TableUpdateMode.Replace,
        cancellation);

    public async IAsyncEnumerable<ReturnRun> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return new ReturnRun(row.GetString(OrganisationColumn)!, row.GetString(AgreementColumn)!);
    }

    public Task<TableEntity?> FindAsync(ReturnRun run, CancellationToken cancellation) =>
        _table.FindEntityAsync(Partition, KeyOf(run.Organisation, run.Agreement), cancellation);

    /// <summary>Removes a row that was not written again since it was read.</summary>
    public async Task RemoveAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Another file has come: it is looked at next time.
        }
    }

    private static string KeyOf(string organisation, string agreement) =>
        $"{PartitionKey.Encode(organisation)}|{PartitionKey.Encode(agreement)}";
}
