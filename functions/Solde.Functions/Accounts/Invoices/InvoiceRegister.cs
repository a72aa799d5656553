using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Accounts;

/// <summary>
/// The numbers of an organisation's invoices in one year: each taken in the same step that says by which invoice, so
/// the sequence has neither gap nor repeat (BIL-03).
/// </summary>
internal sealed record InvoiceRegister : IAggregate<InvoiceRegister>
{
    public static string Table => "InvoiceRegister";

    public static string Kind => "invoice-register";

    public required string Year { get; init; }

    public required Counter Head { get; init; }

    public required ImmutableSortedDictionary<string, TakenNumber> Taken { get; init; }

    public required ImmutableHashSet<string> AskedFor { get; init; }

    public bool Exists => Head.Last > 0;

    public static string RowOf(string invoice) => "number|" + invoice;

    public static InvoiceRegister FromRows(string id, RowSet rows) => new()
    {
        Year = id,
        Head = rows.Get(Row.Head, RegisterRows.Default.Counter) ?? new Counter(0),
        Taken = rows.All("number|", RegisterRows.Default.TakenNumber).ToImmutableSortedDictionary(StringComparer.Ordinal),
        AskedFor = [.. rows.AskedFor],
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head, RegisterRows.Default.Counter);
        foreach (var (invoice, number) in Taken)
            yield return new Row(RowOf(invoice), IsOpen: false, number, RegisterRows.Default.TakenNumber);
    }

    /// <summary><c>2026-000042</c>: sorts as it counts.</summary>
    public string Text(long number) => string.Create(CultureInfo.InvariantCulture, $"{Year}-{number:D6}");

    public sealed record Counter(long Last);

    public sealed record TakenNumber(long Number, string Account);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InvoiceRegister.Counter))]
[JsonSerializable(typeof(InvoiceRegister.TakenNumber))]
internal sealed partial class RegisterRows : JsonSerializerContext;
