using System.Globalization;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>An instance's whole partition, read.</summary>
/// <param name="Head">Its status.</param>
/// <param name="History">The events of the execution that runs.</param>
/// <param name="HistoryRows">The rows that hold them and the long values.</param>
/// <param name="Inbox">What waits for a turn, in order of arrival.</param>
/// <param name="Outgoing">What is not delivered yet, of older executions too.</param>
/// <param name="Rubbish">Rows that nothing refers to.</param>
internal sealed record StoredInstance(
    InstanceHead Head,
    IReadOnlyList<HistoryEvent> History,
    IReadOnlyList<string> HistoryRows,
    IReadOnlyList<Arrival> Inbox,
    IReadOnlyList<OutgoingTurn> Outgoing,
    IReadOnlyList<string> Rubbish)
{
    private const string Parts = "Parts";

    /// <summary>
    /// Bytes as a row that counts, and <paramref name="before"/> it those that hold what does not fit into it. They count only
    /// once the first one is there.
    /// </summary>
    public static TableEntity Parted(string partitionKey, Func<int, string> rowKey, byte[] bytes, List<TableEntity> before)
    {
        var parts = bytes.Chunk(RowBytes.Max).ToArray();
        for (var part = 1; part < parts.Length; part++)
            before.Add(RowBytes.Put(new TableEntity(partitionKey, rowKey(part)), parts[part]));
        return RowBytes.Put(new TableEntity(partitionKey, rowKey(0)) { [Parts] = parts.Length }, parts[0]);
    }

    /// <summary>Null when there is no head: what else lies there was written before a head that never came.</summary>
    public static StoredInstance? Read(IReadOnlyList<TableEntity> rows)
    {
        var byKey = rows.ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        if (!byKey.TryGetValue(RowKeys.Head, out var headRow)) return null;
        var head = HeadRow.Read(headRow, byKey);
        var history = new List<HistoryEvent>();
        var used = new List<string>();
        for (var turn = 0; turn < head.Turns; turn++) history.AddRange(ReadTurn(byKey, head.ExecutionId, turn, used));
        used.AddRange(byKey.Keys.Where(key => IsIn(key, RowKeys.ValuePrefix) && RowKeys.IsOf(head.ExecutionId, key)));
        var outgoing = ReadOutgoing(byKey);
        var known = used.Concat(outgoing.SelectMany(turn => turn.RowKeys)).ToHashSet(StringComparer.Ordinal);
        return new StoredInstance(
            head,
            history,
            used,
            [.. rows.Where(row => IsIn(row.RowKey, RowKeys.InboxPrefix)).Select(Arrival.Read).OrderBy(arrival => arrival.Order)],
            outgoing,
            [.. byKey.Keys.Where(key => IsParted(key) && !known.Contains(key))]);
    }

    private static IReadOnlyList<HistoryEvent> ReadTurn(
        Dictionary<string, TableEntity> rows, string executionId, int turn, List<string> used)
    {
        using var bytes = new MemoryStream();
        var parts = rows[RowKeys.History(executionId, turn, 0)].GetInt32(Parts)!.Value;
        for (var part = 0; part < parts; part++)
        {
            used.Add(RowKeys.History(executionId, turn, part));
            bytes.Write(RowBytes.Get(rows[used[^1]]));
        }
        return HistoryEvents.Read(bytes.ToArray());
    }

    private static List<OutgoingTurn> ReadOutgoing(Dictionary<string, TableEntity> rows) =>
        [.. rows.Values
            .Where(row => IsIn(row.RowKey, RowKeys.OutgoingPrefix) && row.GetInt32(Parts) is not null)
            .OrderBy(row => row.RowKey, StringComparer.Ordinal)
            .Select(row => ReadOutgoing(rows, row))];

    private static OutgoingTurn ReadOutgoing(Dictionary<string, TableEntity> rows, TableEntity first)
    {
        var name = first.RowKey.Split('|');
        var turn = int.Parse(name[2], CultureInfo.InvariantCulture);
        var keys = Enumerable.Range(0, first.GetInt32(Parts)!.Value).Select(part => RowKeys.Outgoing(name[1], turn, part)).ToArray();
        return new OutgoingTurn(name[1], turn, keys, OutgoingMessage.Read([.. keys.SelectMany(key => RowBytes.Get(rows[key]))]));
    }

    private static bool IsParted(string key) =>
        IsIn(key, RowKeys.HistoryPrefix) || IsIn(key, RowKeys.ValuePrefix) || IsIn(key, RowKeys.OutgoingPrefix);

    private static bool IsIn(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal);
}
