using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>The files that banks sent back, of all of an organisation's agreements.</summary>
internal sealed class ReturnReader(TableServiceClient tables, AggregateStore<ReturnRegister> registers)
{
    private readonly TableClient _table = tables.GetTableClient(ReturnRegister.Table);

    /// <summary>The query looks through the registers of an organisation: a few rows for each file.</summary>
    public IAsyncEnumerable<(string Agreement, ReturnFile File)> AllAsync(string organisation, CancellationToken cancellation)
    {
        var (after, before) = PartitionKey.RangeOf(organisation, ReturnRegister.Kind);
        var (open, settled) = (Row.KeyOf(ReturnRegister.FilePrefix, isOpen: true), Row.KeyOf(ReturnRegister.FilePrefix, isOpen: false));
        var (openEnd, settledEnd) = (open[..^1] + "}", settled[..^1] + "}");
        var ofRegisters = TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}");
        var ofFiles = TableClient.CreateQueryFilter(
            $"((RowKey gt {open} and RowKey lt {openEnd}) or (RowKey gt {settled} and RowKey lt {settledEnd}))");
        return _table.QueryAsync($"{ofRegisters} and {ofFiles}", cancellationToken: cancellation).Select(row => (
            PartitionKey.IdOf(row.PartitionKey),
            JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.ReturnFile)!));
    }

    /// <summary>Null where there is no such file under the agreement.</summary>
    public async Task<ReturnFile?> FindAsync(string organisation, string agreement, string file, CancellationToken cancellation)
    {
        var register = await registers.ReadAsync(organisation, agreement, cancellation, ReturnRegister.FileRow(file));
        return register.Files.GetValueOrDefault(file);
    }
}
