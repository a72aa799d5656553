using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Insurance;

/// <summary>
/// All insurance of one childcare provider: certificates and their endorsements, in one partition named after the
/// account, so that the provider's insurance is one read. There are few of them and none settles.
/// </summary>
internal sealed record ProviderInsurance : IErasable<ProviderInsurance>
{
    internal const string CertificatePrefix = "certificate|";
    private const string EndorsementPrefix = "endorsement|";

    public static string Table => "Insurance";

    public static string Kind => "insurance";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = InsuranceRows.Default.InsuranceHead,
        [CertificatePrefix] = InsuranceRows.Default.Certificate,
        [EndorsementPrefix] = InsuranceRows.Default.Endorsement,
    });

    public required string Account { get; init; }

    public InsuranceHead? Head { get; init; }

    public required ImmutableSortedDictionary<string, Certificate> Certificates { get; init; }

    public required ImmutableSortedDictionary<string, Endorsement> Endorsements { get; init; }

    public bool Exists => Head is not null;

    public bool IsAtRest => true;

    /// <summary>As long as its account.</summary>
    public bool IsOfBooks => false;

    public static ProviderInsurance FromRows(string id, RowSet rows) => new()
    {
        Account = id,
        Head = rows.Get(Row.Head, InsuranceRows.Default.InsuranceHead),
        Certificates = rows.All(CertificatePrefix, InsuranceRows.Default.Certificate).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Endorsements = rows.All(EndorsementPrefix, InsuranceRows.Default.Endorsement).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, InsuranceRows.Default.InsuranceHead);
        foreach (var (id, certificate) in Certificates)
            yield return new Row(CertificatePrefix + id, IsOpen: true, certificate, InsuranceRows.Default.Certificate);
        foreach (var (id, endorsement) in Endorsements)
            yield return new Row(EndorsementPrefix + id, IsOpen: true, endorsement, InsuranceRows.Default.Endorsement);
    }

    public IEnumerable<Endorsement> EndorsementsOf(string certificate) =>
        Endorsements.Values.Where(endorsement => endorsement.Certificate == certificate);

    /// <summary>Null where there is none of that id, or it belongs to another certificate.</summary>
    public Endorsement? Find(string certificate, string endorsement) =>
        Endorsements.TryGetValue(endorsement, out var found) && found.Certificate == certificate ? found : null;

    public ProviderInsurance With(Endorsement endorsement) =>
        this with { Endorsements = Endorsements.SetItem(endorsement.Id, endorsement) };
}

internal sealed record InsuranceHead(DateTimeOffset OpenedAt);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InsuranceHead))]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(Endorsement))]
[JsonSerializable(typeof(FeeVersion))]
internal sealed partial class InsuranceRows : JsonSerializerContext;
