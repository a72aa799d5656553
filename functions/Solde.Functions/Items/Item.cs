using System.Text.Json;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Items;

/// <summary>An activity or article of the organisation: what an invoice line charges for.</summary>
internal sealed record Item : IAggregate<Item>
{
    public static string Table => "Items";

    public static string Kind => "item";

    public required string Id { get; init; }

    public ItemTerms? Terms { get; init; }

    public bool Exists => Terms is not null;

    public static Item FromRows(string id, RowSet rows) => new() { Id = id, Terms = rows.Get(Row.Head, ItemRows.Default.ItemTerms) };

    /// <summary>As it stands in a row that was read without the rest of its partition.</summary>
    public static Item FromHead(string id, string json) =>
        new() { Id = id, Terms = JsonSerializer.Deserialize(json, ItemRows.Default.ItemTerms) };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Terms!, ItemRows.Default.ItemTerms);
    }
}

/// <param name="Category">The revenue it counts as.</param>
/// <param name="Forms">What a participant fills in; an activity is substituted only by one with the same forms (BIL-07).</param>
/// <param name="AllowsOfflinePayment">It may be bought now and paid later (BIL-08).</param>
/// <param name="StartsOn">First day, where it has one; both ends or neither.</param>
/// <param name="EndsOn">Last day, included.</param>
/// <param name="Occurrences">The days on which it takes place, in order; none where only the period counts.</param>
/// <param name="Version">Rises with each change; the API's ETag.</param>
/// <param name="AddedAt">When it came into the catalogue.</param>
internal sealed record ItemTerms(
    string Name,
    string Category,
    Money UnitPrice,
    IReadOnlyList<string> Taxes,
    IReadOnlyList<string> Forms,
    bool AllowsOfflinePayment,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    IReadOnlyList<DateOnly> Occurrences,
    int Version,
    DateTimeOffset AddedAt = default)
{
    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>
    /// What is left of it for someone who begins on a day (BIL-04): the occurrences from that day on of all occurrences,
    /// or the days, where it has none. Null where it has no period.
    /// </summary>
    public ProRata? LeftFrom(DateOnly day)
    {
        if (StartsOn is not { } start || EndsOn is not { } end)
            return null;
        if (Occurrences.Count > 0)
            return new ProRata(Occurrences.Count(occurrence => occurrence >= day), Occurrences.Count);
        var from = day > start ? day : start;
        return new ProRata(Math.Max(0, end.DayNumber - from.DayNumber + 1), end.DayNumber - start.DayNumber + 1);
    }
}

/// <summary>So many of so many occurrences or days.</summary>
public sealed record ProRata(int Left, int Of);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ItemTerms))]
internal sealed partial class ItemRows : JsonSerializerContext;
