using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Erasures;

/// <summary>One carrying out of the law over an organisation's records of people: the proof that, when and why they were erased.</summary>
internal sealed record Erasure : IAggregate<Erasure>
{
    public static string Table => "Erasures";

    public static string Kind => "erasure";

    public required string Id { get; init; }

    /// <summary>Null before it begins.</summary>
    public ErasureHead? Head { get; init; }

    public bool Exists => Head is not null;

    public static Erasure FromRows(string id, RowSet rows) => FromHead(id, rows.Get(Row.Head, ErasureRows.Default.ErasureHead));

    public static Erasure FromHead(string id, ErasureHead? head) => new() { Id = id, Head = head };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, ErasureRows.Default.ErasureHead);
    }
}

/// <param name="Scope">What it is to take.</param>
/// <param name="Batch">What is erased next; null once it has ended.</param>
/// <param name="Counts">By kind, of the batches that are done.</param>
internal sealed record ErasureHead(
    ErasureScope Scope,
    ErasureTerms Terms,
    string Reason,
    string StartedBy,
    DateTimeOffset StartedAt,
    ErasureBatch? Batch,
    IReadOnlyDictionary<string, ErasureCount> Counts,
    DateTimeOffset? EndedAt = null);

/// <param name="Kind">One kind of records alone; null for all.</param>
/// <param name="Record">One record of that kind alone; null for all.</param>
internal sealed record ErasureScope(string? Kind, string? Record);

/// <summary>So much as one message takes.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Records">Those to erase.</param>
/// <param name="NotAtRest">How many were passed over on the way to them.</param>
/// <param name="Last">The last that was looked at; null before the first.</param>
/// <param name="IsEndOfKind">The kind has none behind it.</param>
internal sealed record ErasureBatch(int Number, string Kind, IReadOnlyList<string> Records, int NotAtRest, string? Last, bool IsEndOfKind)
{
    /// <summary>It looks at the kind from its beginning.</summary>
    public static ErasureBatch Begin(int number, string kind) => new(number, kind, [], 0, null, false);
}

/// <param name="NotAtRest">As old, but something of them is under way or owed.</param>
internal sealed record ErasureCount(int Erased, int NotAtRest)
{
    public static readonly ErasureCount None = new(0, 0);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErasureHead))]
internal sealed partial class ErasureRows : JsonSerializerContext;
