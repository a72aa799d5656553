using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Storage;

namespace Solde.Functions.Accounts;

/// <summary>
/// Makes rows of a list again from what they are about, in as many transactions as they need. One row more, the entry, names
/// the others and what they show: it is read before and written with every transaction, so of two at once the one that
/// knows the older state gives way.
/// </summary>
internal static class ShownRows
{
    /// <summary>The storage takes 100 operations in a transaction; the entry is one of them.</summary>
    private const int MaxChanges = 99;

    /// <param name="key">Of the entry.</param>
    /// <param name="read">The rows as they should be now; asked again after every transaction.</param>
    public static async Task PutAsync(
        TableClient table, string partition, string key, Func<Task<IReadOnlyList<TableEntity>>> read, CancellationToken cancellation)
    {
        while (true)
        {
            var entry = await table.FindEntityAsync(partition, key, cancellation);
            var wanted = await read();
            var shown = ShownBy(entry);
            var changes = Changes(partition, shown, wanted).Take(MaxChanges + 1).ToArray();
            foreach (var (row, print, _) in changes.Take(MaxChanges))
            {
                if (print is null)
                    shown.Remove(row);
                else
                    shown[row] = print;
            }
            var after = new TableEntity(partition, key);
            RowData.Write(after, string.Join('\n', shown.Select(pair => $"{pair.Key}={pair.Value}")));
            TableTransactionAction guard = entry is null
                ? new(TableTransactionActionType.Add, after)
                : new(TableTransactionActionType.UpdateReplace, after, entry.ETag);
            try
            {
                await table.SubmitTransactionAsync([guard, .. changes.Take(MaxChanges).Select(change => change.Action)], cancellation);
            }
            catch (Azure.RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                // Another message about the same was faster.
                continue;
            }
            if (changes.Length <= MaxChanges)
                return;
        }
    }

    private static IEnumerable<(string Row, string? Print, TableTransactionAction Action)> Changes(
        string partition, IReadOnlyDictionary<string, string> shown, IReadOnlyList<TableEntity> wanted)
    {
        foreach (var gone in shown.Keys.Except(wanted.Select(row => row.RowKey)))
            yield return (gone, null, new(TableTransactionActionType.Delete, new TableEntity(partition, gone), Azure.ETag.All));
        foreach (var row in wanted)
        {
            var print = IdempotencyKey.Digest(RowData.Read(row))[..8];
            if (shown.GetValueOrDefault(row.RowKey) != print)
                yield return (row.RowKey, print, new(TableTransactionActionType.UpsertReplace, row));
        }
    }

    private static SortedDictionary<string, string> ShownBy(TableEntity? entry) => new(
        (entry is null ? "" : RowData.Read(entry)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('='))
            .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal),
        StringComparer.Ordinal);
}
