using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Payments;

/// <summary>An account as the provider knows it: its customer and the payment methods saved there. No card number ever.</summary>
internal sealed record Payer : IErasable<Payer>
{
    private const string MethodPrefix = "method|";

    public static string Table => "Payers";

    public static string Kind => "payer";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = PayerRows.Default.PayerHead,
        [MethodPrefix] = PayerRows.Default.SavedMethod,
    });

    public required string Account { get; init; }

    public PayerHead? Head { get; init; }

    public required ImmutableSortedDictionary<string, SavedMethod> Methods { get; init; }

    public bool Exists => Head is not null;

    public bool IsAtRest => true;

    /// <summary>As long as its account.</summary>
    public bool IsOfBooks => false;

    public static Payer FromRows(string id, RowSet rows) => new()
    {
        Account = id,
        Head = rows.Get(Row.Head, PayerRows.Default.PayerHead),
        Methods = rows.All(MethodPrefix, PayerRows.Default.SavedMethod).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, PayerRows.Default.PayerHead);
        foreach (var (id, method) in Methods)
            yield return new Row(MethodPrefix + id, IsOpen: true, method, PayerRows.Default.SavedMethod);
    }
}

/// <param name="Customer">The provider's id.</param>
internal sealed record PayerHead(string Customer);

/// <param name="Reference">The provider's id.</param>
/// <param name="Type">card, acss_debit or sepa_debit.</param>
/// <param name="Label">For people: brand and last four digits.</param>
internal sealed record SavedMethod(string Id, string Reference, string Type, [property: Personal] string Label, DateTimeOffset SavedAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PayerHead))]
[JsonSerializable(typeof(SavedMethod))]
internal sealed partial class PayerRows : JsonSerializerContext;
