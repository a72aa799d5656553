using System.Buffers;
using System.Text;
using Azure;

namespace Solde.Platform.Storage;

/// <summary>
/// An entity group transaction as one multipart body. Azurite reads it with regular expressions and not as MIME, so the headers'
/// wording and the one-line JSON are not free to change.
/// </summary>
internal sealed class TableBatch
{
    private readonly ArrayBufferWriter<byte> body = new(4096);
    private readonly string batchBoundary = $"batch_{Guid.NewGuid()}";
    private readonly string changesetBoundary = $"changeset_{Guid.NewGuid()}";

    private TableBatch()
    {
    }

    public string ContentType => $"multipart/mixed; boundary={batchBoundary}";

    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    /// <exception cref="ArgumentException">Storage could not carry out the actions as one transaction.</exception>
    public static TableBatch Create(Uri endpoint, string tableName, IReadOnlyList<TableTransactionAction> actions)
    {
        Check(actions);
        var batch = new TableBatch();
        batch.Line($"--{batch.batchBoundary}");
        batch.Line($"Content-Type: multipart/mixed; boundary={batch.changesetBoundary}");
        batch.Line("");
        for (var index = 0; index < actions.Count; index++) batch.Append(endpoint, Describe(tableName, actions[index], index));
        batch.Line($"--{batch.changesetBoundary}--");
        batch.Line($"--{batch.batchBoundary}--");

        if (batch.body.WrittenCount > TableLimits.MaxBatchBytes)
        {
            throw new ArgumentException(
                $"The transaction has {batch.body.WrittenCount} bytes; {TableLimits.MaxBatchBytes} are allowed.",
                nameof(actions));
        }

        return batch;
    }

    // Never split into several: half of a transaction is worse than none. Azurite would carry out one over two partitions.
    private static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > TableLimits.MaxOperations)
        {
            throw new ArgumentException(
                $"A transaction has 1 to {TableLimits.MaxOperations} actions; this one has {actions.Count}.",
                nameof(actions));
        }

        var rowKeys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            ArgumentNullException.ThrowIfNull(action?.Entity, nameof(actions));
            if (action.Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw new ArgumentException(
                    $"A transaction has one partition; this one has {actions[0].Entity.PartitionKey} and {action.Entity.PartitionKey}.",
                    nameof(actions));
            }

            if (!rowKeys.Add(action.Entity.RowKey))
                throw new ArgumentException($"A transaction has each row once; this one has {action.Entity.RowKey} twice.", nameof(actions));
        }
    }

    private static TableOperation Describe(string tableName, TableTransactionAction action, int index)
    {
        try
        {
            return TableOperation.From(tableName, action);
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Action {index}: {exception.Message}", nameof(action), exception);
        }
    }

    private void Append(Uri endpoint, TableOperation operation)
    {
        Line($"--{changesetBoundary}");
        Line("Content-Type: application/http");
        Line("Content-Transfer-Encoding: binary");
        Line("");
        Line($"{operation.Method} {endpoint.AbsoluteUri.TrimEnd('/')}/{operation.Path} HTTP/1.1");
        Line("Accept: application/json;odata=minimalmetadata");
        Line("DataServiceVersion: 3.0");
        Line("Prefer: return-no-content");
        if (operation.IfMatch is not null) Line($"If-Match: {operation.IfMatch}");
        if (operation.Body is { } json)
        {
            Line("Content-Type: application/json");
            Line("");
            body.Write(json.Span);
        }

        Line("");
    }

    private void Line(string text)
    {
        Encoding.ASCII.GetBytes(text, body);
        body.Write("\r\n"u8);
    }
}
