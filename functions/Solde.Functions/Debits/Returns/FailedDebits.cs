using System.Globalization;
using System.Text.Json;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Platform.Messaging;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// Who is told of failed debits (DEB-22): a message for each, and one for each collection agent of a file. Agents' lists lie in the file's
/// partition: their mails are made from them.
/// </summary>
internal sealed class FailedDebits(TableServiceClient tables, QuotaStore quotas, GroupSurroundings surroundings, TimeProvider clock)
{
    private const int MaxTogether = 100;
    private const string Prefix = "agent|";

    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    /// <summary>Writes down which agent is to be told of which, of one group: known by their quotas as they are now.</summary>
    public async Task KeepAsync(ReturnWork work, IReadOnlyList<FailedDebit> failed, CancellationToken cancellation)
    {
        if (failed.Count == 0)
            return;
        if (await surroundings.FindAsync(work.Run.Organisation, failed[0].Group, work.File, cancellation) is not { } here)
            return;
        var partition = PartitionOf(work.Run.Organisation, work.File);
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        var byQuota = failed.GroupBy(one => one.Quota, StringComparer.Ordinal).ToDictionary(its => its.Key, StringComparer.Ordinal);
        var ids = byQuota.Keys.Order(StringComparer.Ordinal).ToList();
        await foreach (var quota in quotas.OfGroupAsync(work.Run.Organisation, failed[0].Group, ids[0][..^1], cancellation))
        {
            if (string.CompareOrdinal(quota.Id, ids[^1]) > 0)
                break;
            if (!byQuota.TryGetValue(quota.Id, out var its) || here.AgentOf(quota, here.Today)?.Code is not { } agent)
                continue;
            foreach (var one in its)
            {
                var key = $"{Prefix}{PartitionKey.Encode(agent)}|{one.Key}|{one.LineId}";
                var row = new TableEntity(partition, key);
                RowData.Write(row, JsonSerializer.Serialize(one, DebitRows.Default.FailedDebit));
                rows[key] = row;
            }
        }
        foreach (var together in rows.Values.Chunk(MaxTogether))
        {
            await _table.SubmitTransactionAsync(
                together.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellation);
        }
    }

    public void Tell(ReturnWork work, OutgoingMessages outgoing)
    {
        foreach (var one in work.Failed)
        {
            var message = new DebitFailed(work.Run.Organisation, work.Run.Agreement, work.File, one.Key, one.Month, one.Group, one.Quota, one.Try);
            outgoing.Send(Queues.Notifications, TextOf($"{work.File}-{one.Key}-{one.LineId}", message, DebitMessages.Default.DebitFailed));
        }
    }

    /// <summary>One message an agent, whoever is among the rows.</summary>
    public async Task TellAgentsAsync(ReturnWork work, OutgoingMessages outgoing, CancellationToken cancellation)
    {
        var partition = PartitionOf(work.Run.Organisation, work.File);
        var (from, to) = (Prefix, Prefix + "}");
        while (true)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
            var row = await _table.QueryAsync(filter, maxPerPage: 1, cancellationToken: cancellation).FirstOrDefaultAsync(cancellation);
            if (row is null)
                return;
            var agent = row.RowKey.Split('|')[1];
            var message = new AgentDebitsFailed(work.Run.Organisation, work.Run.Agreement, work.File, agent);
            outgoing.Send(Queues.Notifications, TextOf($"{work.File}-agent-{agent}", message, DebitMessages.Default.AgentDebitsFailed));
            from = $"{Prefix}{agent}}}";
        }
    }

    /// <summary>What an agent is told of a file, in its order.</summary>
    public IAsyncEnumerable<FailedDebit> OfAgentAsync(string organisation, string file, string agent, CancellationToken cancellation)
    {
        var (partition, from) = (PartitionOf(organisation, file), $"{Prefix}{agent}|");
        var to = $"{Prefix}{agent}}}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}");
        return _table.QueryAsync(filter, cancellationToken: cancellation)
            .Select(row => JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.FailedDebit)!);
    }

    private static string PartitionOf(string organisation, string file) => PartitionKey.Of(organisation, "debit-return-lines", file);

    private string TextOf<T>(string id, T message, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Envelope.Of(id, message, type, clock.GetUtcNow(), outbox: null).ToText();
}

/// <summary>A debit that a bank refused or took back. No account and no name is part of it.</summary>
/// <param name="Key">See <see cref="ReturnSource.Key"/>.</param>
internal sealed record FailedDebit(
    string Key, string Month, string Group, string Quota, int Try, string LineId, Money Amount, string Code, string? Class)
{
    public static FailedDebit Of(Charge charge, PlacedLine line)
    {
        var one = charge.Tries.First(known => known.Number == line.Charge!.Try);
        return new FailedDebit(
            line.Source.Key, charge.Month, charge.Group, charge.Quota, one.Number, one.LineId, one.Amount, line.Line.Code, line.Line.Class?.Name);
    }
}
