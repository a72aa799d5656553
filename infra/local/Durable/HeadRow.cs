using System.Text;
using Google.Protobuf;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>
/// The head as a row. A value that is too long for it lies in rows of its own, written before the head, so that a head which
/// can be read has all its values.
/// </summary>
internal static class HeadRow
{
    public const string Status = nameof(InstanceHead.Status);
    public const string Created = nameof(InstanceHead.Created);
    public const string HasEnded = nameof(InstanceHead.HasEnded);

    private const int MaxInline = 48 * 1024;
    private const string PartsSuffix = "Parts";

    /// <summary>All of it, for an execution that begins.</summary>
    public static TableEntity Whole(InstanceHead head, List<TableEntity> before)
    {
        var row = Changing(head, before);
        row[nameof(head.InstanceId)] = head.InstanceId;
        row[nameof(head.Name)] = head.Name;
        row[nameof(head.Version)] = head.Version;
        row[nameof(head.ExecutionId)] = head.ExecutionId;
        row[Created] = head.Created;
        Put(row, head, nameof(head.Input), Bytes(head.Input), before);
        if (head.Carryover.Count > 0) Put(row, head, nameof(head.Carryover), HistoryEvents.Write(head.Carryover), before);
        row[nameof(head.Parent)] = head.Parent?.ToByteArray();
        row[nameof(head.TraceParent)] = head.TraceParent;
        return row;
    }

    /// <summary>What a turn can change, to be merged into the row.</summary>
    public static TableEntity Changing(InstanceHead head, List<TableEntity> before)
    {
        var row = new TableEntity(InstanceId.Key(head.InstanceId), RowKeys.Head)
        {
            [Status] = head.Status.ToString(),
            [HasEnded] = head.HasEnded,
            [nameof(head.Turns)] = head.Turns,
            [nameof(head.Updated)] = head.Updated,
        };
        Put(row, head, nameof(head.Output), Bytes(head.Output), before);
        // Empty and not absent: a merge leaves what is absent as it is.
        Put(row, head, nameof(head.CustomStatus), Bytes(head.CustomStatus) ?? [], before);
        return row;
    }

    /// <param name="row">The head.</param>
    /// <param name="values">The rows of long values, by their keys.</param>
    public static InstanceHead Read(TableEntity row, IReadOnlyDictionary<string, TableEntity> values)
    {
        var executionId = row.GetString(nameof(InstanceHead.ExecutionId))!;
        byte[]? Get(string name) => HeadRow.Get(row, executionId, name, values);
        return new InstanceHead
        {
            InstanceId = row.GetString(nameof(InstanceHead.InstanceId))!,
            Name = row.GetString(nameof(InstanceHead.Name))!,
            Version = row.GetString(nameof(InstanceHead.Version)),
            ExecutionId = executionId,
            Status = Enum.Parse<OrchestrationStatus>(row.GetString(Status)!),
            Turns = row.GetInt32(nameof(InstanceHead.Turns))!.Value,
            Created = row.GetDateTimeOffset(Created)!.Value,
            Updated = row.GetDateTimeOffset(nameof(InstanceHead.Updated))!.Value,
            Input = Text(Get(nameof(InstanceHead.Input))),
            Output = Text(Get(nameof(InstanceHead.Output))),
            CustomStatus = Get(nameof(InstanceHead.CustomStatus)) is { Length: > 0 } status ? Text(status) : null,
            Carryover = Get(nameof(InstanceHead.Carryover)) is { } carried ? HistoryEvents.Read(carried) : [],
            Parent = row.GetBinary(nameof(InstanceHead.Parent)) is { } parent ? ParentInstanceInfo.Parser.ParseFrom(parent) : null,
            TraceParent = row.GetString(nameof(InstanceHead.TraceParent)),
            ETag = row.ETag,
        };
    }

    public static bool HasLongValues(TableEntity row) => row.Keys.Any(name => name.EndsWith(PartsSuffix, StringComparison.Ordinal));

    private static void Put(TableEntity row, InstanceHead head, string name, byte[]? bytes, List<TableEntity> before)
    {
        if (bytes is null) return;
        if (bytes.Length <= MaxInline)
        {
            row[name] = bytes;
            return;
        }
        var parts = bytes.Chunk(RowBytes.Max).ToArray();
        row[name + PartsSuffix] = parts.Length;
        foreach (var (index, part) in parts.Index())
            before.Add(RowBytes.Put(new TableEntity(row.PartitionKey, RowKeys.Value(head.ExecutionId, name, index)), part));
    }

    private static byte[]? Get(TableEntity row, string executionId, string name, IReadOnlyDictionary<string, TableEntity> values)
    {
        if (row.GetInt32(name + PartsSuffix) is not { } parts) return row.GetBinary(name);
        using var bytes = new MemoryStream();
        for (var part = 0; part < parts; part++) bytes.Write(RowBytes.Get(values[RowKeys.Value(executionId, name, part)]));
        return bytes.ToArray();
    }

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
