using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>
/// The lines of a return file that a person must look at, in a partition of the file: nothing that a bank says is dropped. They are written
/// before what they are about is changed, and written over and over they are the same rows.
/// </summary>
internal sealed class ListedLines(TableServiceClient tables)
{
    private const int MaxTogether = 100;
    private const string Prefix = "line|";

    private readonly TableClient _table = tables.GetTableClient(ChargeStore.Table);

    public async Task PutAsync(string organisation, string file, IEnumerable<ListedLine> lines, CancellationToken cancellation)
    {
        var partition = PartitionOf(organisation, file);
        foreach (var together in lines.Chunk(MaxTogether))
        {
            await _table.SubmitTransactionAsync(
                together.Select(line => new TableTransactionAction(TableTransactionActionType.UpsertReplace, RowOf(partition, line))),
                cancellation);
        }
    }

    public async Task RemoveAsync(string organisation, string file, string key, CancellationToken cancellation)
    {
        var row = await _table.FindEntityAsync(PartitionOf(organisation, file), Prefix + key, cancellation);
        if (row is not null)
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
    }

    /// <param name="after">The key to go on after; null to begin.</param>
    /// <param name="upTo">The last key, included; null for the end.</param>
    public async IAsyncEnumerable<ListedLine> OfFileAsync(
        string organisation,
        string file,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellation,
        string? upTo = null)
    {
        var (partition, from, to) = (PartitionOf(organisation, file), Prefix + after, Prefix + (upTo ?? "}"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey le {to}");
        await foreach (var row in _table.QueryAsync(filter, cancellationToken: cancellation))
            yield return JsonSerializer.Deserialize(RowData.Read(row), DebitRows.Default.ListedLine)!;
    }

    /// <summary>What a bank said of them in words of its own.</summary>
    public Task EraseAsync(string organisation, string file, CancellationToken cancellation)
    {
        var (partition, from, to) = (PartitionOf(organisation, file), Prefix, Prefix + "}");
        return _table.SweepAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {to}"),
            row => row.With(PersonalFields.Erase(RowData.Read(row), DebitRows.Default.ListedLine)),
            cancellation);
    }

    private static string PartitionOf(string organisation, string file) => PartitionKey.Of(organisation, "debit-return-lines", file);

    private static TableEntity RowOf(string partition, ListedLine line)
    {
        var row = new TableEntity(partition, Prefix + line.Key);
        RowData.Write(row, JsonSerializer.Serialize(line, DebitRows.Default.ListedLine));
        return row;
    }
}

/// <summary>Bank account numbers are no part of it (COM-12).</summary>
/// <param name="Key">See <see cref="PlacedLine.Key"/>.</param>
/// <param name="Why">One of <see cref="ListedReasons"/>.</param>
/// <param name="IsApplied">What of it was right was applied all the same.</param>
/// <param name="Booked">Of its amount; null where it moved no money.</param>
internal sealed record ListedLine(
    string Key,
    long Line,
    string Record,
    string? LineId,
    string Outcome,
    string Code,
    string? Class,
    Money? Amount,
    DateOnly? On,
    string? MandateReference,
    [property: Personal] string? Remark,
    string Why,
    bool IsApplied = false,
    Money? Booked = null)
{
    public static ListedLine Of(PlacedLine placed, string why)
    {
        var line = placed.Line;
        return new ListedLine(
            placed.Key,
            line.Line,
            line.Record,
            line.LineId,
            line.Outcome,
            line.Code,
            line.Class?.Name,
            line.Amount,
            line.Date,
            line.MandateReference,
            line.Remark,
            why);
    }
}

/// <summary>Where a bank said something: a file, a line, and which item of the line, since a record may hold several.</summary>
/// <param name="Item">1 unless the record has more than one.</param>
internal readonly record struct ReturnSource(string File, long Line, int Item)
{
    /// <summary>Sorts as it stands in the file.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Line:D10}.{Item:D2}");

    public override string ToString() =>
        FormattableString.Invariant($"{File}/{Line}") + (Item == 1 ? "" : FormattableString.Invariant($".{Item}"));

    /// <summary>
    /// Whether a try has taken this line in already. Lines reach a try in the file's order and files one after another, so what it took last of
    /// the same file was this one or came later.
    /// </summary>
    public bool IsTakenBy(ChargeTry one)
    {
        if (one.Outcome?.Source is not { } source || !source.StartsWith(File + "/", StringComparison.Ordinal))
            return false;
        var place = source[(File.Length + 1)..].Split('.');
        var (line, item) = (long.Parse(place[0], CultureInfo.InvariantCulture), 1);
        if (place.Length > 1)
            item = int.Parse(place[1], CultureInfo.InvariantCulture);
        return line > Line || (line == Line && item >= Item);
    }
}
