using System.Buffers;
using Azure;
using Azure.Core;

namespace Solde.Platform.Storage;

/// <summary>An action as a request: sent alone, or as one part of a transaction.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Relative to the service's endpoint, escaped.</param>
/// <param name="IfMatch">The header's value, or null for none.</param>
/// <param name="Body">The row in JSON, or null for none.</param>
/// <param name="Name">What the meter calls it.</param>
internal sealed record TableOperation(RequestMethod Method, string Path, string? IfMatch, ReadOnlyMemory<byte>? Body, string Name)
{
    public static TableOperation From(string tableName, TableTransactionAction action)
    {
        Check(action);
        var entity = action.Entity;
        var path = action.ActionType == TableTransactionActionType.Add ? tableName : RowPath(tableName, entity.PartitionKey, entity.RowKey);
        var isDelete = action.ActionType == TableTransactionActionType.Delete;
        return new TableOperation(
            MethodOf(action.ActionType),
            path,
            action.IsConditional ? HeaderOf(action.ETag) : null,
            isDelete ? null : ToJson(entity),
            NameOf(action.ActionType));
    }

    public static string RowPath(string tableName, string partitionKey, string rowKey)
    {
        TableLimits.CheckKey(TableProperties.PartitionKey, partitionKey);
        TableLimits.CheckKey(TableProperties.RowKey, rowKey);
        return $"{tableName}(PartitionKey='{Uri.EscapeDataString(partitionKey)}',RowKey='{Uri.EscapeDataString(rowKey)}')";
    }

    private static void Check(TableTransactionAction action)
    {
        ArgumentNullException.ThrowIfNull(action.Entity, nameof(action));
        if (action.ActionType != TableTransactionActionType.Delete) TableLimits.CheckEntity(action.Entity);

        var hasETag = action.ETag != default;
        if (action.IsConditional && !hasETag)
            throw new ArgumentException($"{action.ActionType} needs an ETag; ETag.All means any version.", nameof(action));
        if (!action.IsConditional && hasETag)
            throw new ArgumentException($"{action.ActionType} looks at no version, so it takes no ETag.", nameof(action));
    }

    private static RequestMethod MethodOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => RequestMethod.Post,
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => RequestMethod.Patch,
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => RequestMethod.Put,
        TableTransactionActionType.Delete => RequestMethod.Delete,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown action."),
    };

    private static string NameOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "InsertEntity",
        TableTransactionActionType.UpdateMerge => "MergeEntity",
        TableTransactionActionType.UpdateReplace => "UpdateEntity",
        TableTransactionActionType.UpsertMerge => "InsertOrMergeEntity",
        TableTransactionActionType.UpsertReplace => "InsertOrReplaceEntity",
        _ => "DeleteEntity",
    };

    // The star is no quoted text, and ETag would quote it.
    private static string HeaderOf(ETag tag) => tag == ETag.All ? "*" : tag.ToString("H");

    private static ReadOnlyMemory<byte> ToJson(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        TableEntityJson.Write(buffer, entity);
        return buffer.WrittenMemory;
    }
}
