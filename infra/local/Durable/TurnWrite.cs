using Azure;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>A turn's rows: one transaction with the head, and before it rows that count only through it.</summary>
internal sealed class TurnWrite
{
    private readonly TurnResult result;
    private readonly InstanceHead head;
    private readonly OutgoingTurn? outgoing;
    private readonly TableEntity headRow;
    private readonly List<TableEntity> rows = [];
    private readonly List<string> consumed;
    private readonly List<string> rubbish = [];

    private TurnWrite(Instance instance, TurnBatch batch, TurnResult result, DateTimeOffset now)
    {
        this.result = result;
        consumed = [.. batch.Taken.Select(arrival => arrival.RowKey).OfType<string>()];
        var old = instance.Head!;
        var (execution, turn) = (old.ExecutionId, old.Turns);
        if (result.Next is not null)
        {
            head = result.Next;
            headRow = HeadRow.Whole(head, Before);
            // The old execution's rows, which nothing refers to from now on.
            rubbish.AddRange(instance.History.RowKeys);
        }
        else
        {
            head = old with
            {
                Status = result.Status,
                Turns = turn + 1,
                Updated = now,
                Output = result.Output,
                CustomStatus = result.CustomStatus,
            };
            headRow = HeadRow.Changing(head, Before);
            AddParted(instance.Key, part => RowKeys.History(execution, turn, part), HistoryEvents.Write(result.Events));
        }
        if (result.Outgoing.Count == 0) return;
        var keys = AddParted(instance.Key, part => RowKeys.Outgoing(execution, turn, part), OutgoingMessage.Write(result.Outgoing));
        outgoing = new OutgoingTurn(execution, turn, keys, result.Outgoing);
    }

    public List<TableEntity> Before { get; } = [];

    public static TurnWrite Of(Instance instance, TurnBatch batch, TurnResult result, DateTimeOffset now) =>
        new(instance, batch, result, now);

    /// <summary>The transaction. Rubbish goes with it as far as there is room.</summary>
    public IReadOnlyList<TableTransactionAction> Actions(int max, ETag version)
    {
        var type = result.Next is null ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        TableTransactionAction[] actions =
        [
            new(type, headRow, version),
            .. rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
            .. consumed.Concat(rubbish).Select(key => InstanceTable.Delete(headRow.PartitionKey, key)),
        ];
        return actions.Length <= max ? actions : actions[..max];
    }

    /// <summary>After the transaction: what is stored is what the instance is.</summary>
    public void TakeInto(Instance instance, TurnBatch batch, ETag version, int max)
    {
        if (result.Next is not null)
        {
            instance.BeginExecution(head with { ETag = version });
            instance.History.RowKeys.AddRange(ValueRows());
        }
        else
        {
            instance.Head = head with { ETag = version };
            instance.History.Add(result.Events);
            instance.History.RowKeys.AddRange(ValueRows());
            instance.History.RowKeys.AddRange(rows.Where(IsHistory).Concat(Before.Where(IsHistory)).Select(row => row.RowKey));
        }
        var taken = batch.Taken.ToHashSet();
        instance.Arrivals.RemoveAll(taken.Contains);
        var left = max - 1 - rows.Count - consumed.Count;
        instance.Rubbish.AddRange(rubbish.Skip(Math.Max(0, left)));
        if (outgoing is not null) instance.Outgoing.Add(outgoing);
        if (!head.HasEnded) return;
        instance.ForgetExecution();
        instance.DropInbox();
    }

    private IEnumerable<string> ValueRows() =>
        Before.Select(row => row.RowKey).Where(key => key.StartsWith(RowKeys.ValuePrefix, StringComparison.Ordinal));

    private static bool IsHistory(TableEntity row) => row.RowKey.StartsWith(RowKeys.HistoryPrefix, StringComparison.Ordinal);

    private List<string> AddParted(string partitionKey, Func<int, string> rowKey, byte[] bytes)
    {
        var count = Before.Count;
        var first = StoredInstance.Parted(partitionKey, rowKey, bytes, Before);
        rows.Add(first);
        return [first.RowKey, .. Before.Skip(count).Select(row => row.RowKey)];
    }
}
