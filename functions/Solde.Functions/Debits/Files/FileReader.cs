using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>The files that went out, of an outlet or of all of an organisation's.</summary>
internal sealed class FileReader(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(FileRegister.Table);

    public async Task<SentFile?> FindAsync(string organisation, string outlet, int number, CancellationToken cancellation)
    {
        var partition = PartitionKey.Of(organisation, FileRegister.Kind, outlet);
        var row = await _table.FindEntityAsync(partition, Row.KeyOf(FileRegister.SentRow(number), isOpen: false), cancellation);
        return row is null ? null : Read(row);
    }

    /// <summary>The file that a bank's report names; null where the id is none of the outlet's.</summary>
    public async Task<SentFile?> FindAsync(string organisation, string outlet, string? fileId, CancellationToken cancellation) =>
        SentFileIds.NumberOf(organisation, outlet, fileId) is { } number
            ? await FindAsync(organisation, outlet, number, cancellation)
            : null;

    /// <param name="outlet">Null for all: the query then looks through the registers of an organisation, a few rows for each file.</param>
    public async IAsyncEnumerable<SentFile> AllAsync(
        string organisation, string? outlet, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (after, before) = PartitionKey.RangeOf(organisation, FileRegister.Kind);
        var where = outlet is null
            ? TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKey.Of(organisation, FileRegister.Kind, outlet)}");
        var from = Row.KeyOf(FileRegister.SentPrefix, isOpen: false);
        var to = from[..^1] + "}";
        await foreach (var row in _table.QueryAsync(
            where + TableClient.CreateQueryFilter($" and RowKey gt {from} and RowKey lt {to}"), cancellationToken: cancellation))
            yield return Read(row);
    }

    private static SentFile Read(TableEntity row) => JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.SentFile)!;
}
