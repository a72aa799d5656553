using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// The lines about mandates that go out with a run, each once: a mandate says which run has taken its line on, the line is written down under that
/// run as it will stand in the file, and when the file is stored the mandate says that it was sent. Whoever dies between two of these finds
/// it where it was left.
/// </summary>
internal sealed class MandateLines(TableServiceClient tables, QuotaStore quotas, RuleDesk desk)
{
    private const string Kind = "debit-mandate-lines";
    private const int MaxTogether = 100;
    private const int Abreast = 8;

    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    /// <summary>
    /// What a group's quotas owe their banks, taken on by a run before its files are written: with nothing to do it costs one query.
    /// </summary>
    /// <returns>
    /// The outlets that have such lines, with nothing asked for: added to the run's totals they have their file written, also where
    /// there is no debit for it.
    /// </returns>
    public async Task<IReadOnlyList<OutletTotal>> CollectAsync(
        string organisation, string run, string group, CancellationToken cancellation)
    {
        var command = new Command
        {
            Organisation = organisation,
            Actor = "run " + run,
            Outgoing = new OutgoingMessages(),
            CancellationToken = cancellation,
        };
        Surroundings? here = null;
        var taken = new List<TakenLine>();
        await foreach (var quota in quotas.OwingBanksAsync(organisation, group, cancellation))
        {
            here ??= await desk.SurroundingsAsync(group, command);
            IReadOnlyList<TakenLine> lines = [];
            await quotas.ChangeAsync(group, quota.Id, command, current =>
            {
                (var decision, lines) = MandateOrders.TakeOn(current, run, here!);
                return decision;
            });
            taken.AddRange(lines);
        }
        foreach (var together in taken.Chunk(MaxTogether))
            await PutAsync(PartitionKey.Of(organisation, Kind, run), together, cancellation);
        return OutletTotal.Sum(taken.Select(line => new OutletTotal(
            Channels.DirectDebit, line.Outlet, line.Order.Due, 0, line.Order.Amount)));
    }

    /// <summary>Always in the same order.</summary>
    public async IAsyncEnumerable<TakenLine> OfAsync(
        string organisation, string run, string outlet, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (partition, from, to) = (PartitionKey.Of(organisation, Kind, run), outlet + "|", outlet + "}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.TakenLine)!;
    }

    /// <summary>The run's files for the outlet are stored: the mandates say so. Done again it changes nothing.</summary>
    public Task SettleAsync(string run, string outlet, DateOnly on, Command command) => Parallel.ForEachAsync(
        OfAsync(command.Organisation, run, outlet, command.CancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = command.CancellationToken },
        async (line, cancellation) => await quotas.ChangeAsync(
            line.Group,
            line.Quota,
            command with { IdempotencyKey = null, IfMatch = null, CancellationToken = cancellation },
            quota => MandateOrders.Settle(quota, line, on)));

    /// <summary>What was written down of payers and their bank accounts: the file cannot be made again after that.</summary>
    public Task EraseAsync(string organisation, string run, string outlet, CancellationToken cancellation)
    {
        var (partition, from, to) = (PartitionKey.Of(organisation, Kind, run), outlet + "|", outlet + "}");
        return _table.SweepAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}"),
            row => row.With(PersonalFields.Erase(RowData.Read(row), DebitRows.Default.TakenLine)),
            cancellation);
    }

    private async Task PutAsync(string partition, IReadOnlyList<TakenLine> lines, CancellationToken cancellation)
    {
        try
        {
            await _table.SubmitTransactionAsync(
                lines.Select(line => new TableTransactionAction(TableTransactionActionType.Add, RowOf(partition, line))), cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // An earlier try has written some of them, perhaps all. Those stay: a file may hold them.
            foreach (var line in lines)
                await PutAsync(RowOf(partition, line), cancellation);
        }
    }

    private async Task PutAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await _table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // As above.
        }
    }

    private static TableEntity RowOf(string partition, TakenLine line)
    {
        var row = new TableEntity(partition, $"{line.Outlet}|{line.Order.LineId}");
        RowData.Write(row, JsonSerializer.Serialize(line, DebitRows.Default.TakenLine));
        return row;
    }
}
