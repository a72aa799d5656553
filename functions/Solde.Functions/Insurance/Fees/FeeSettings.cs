using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Insurance;

/// <summary>The office's fees, with every version there was (INS-03, INS-04, INS-07).</summary>
internal sealed record FeeSettings : IAggregate<FeeSettings>
{
    /// <summary>An organisation has one of them.</summary>
    public const string Id = "fees";

    public const string VersionPrefix = "version|";

    public static string Table => ProviderInsurance.Table;

    public static string Kind => "insurance-fees";

    /// <summary>Null before the first change: nothing is charged then.</summary>
    public FeeVersion? Head { get; init; }

    /// <summary>Those that were read: the history lies behind the newest one.</summary>
    public required ImmutableSortedDictionary<string, FeeVersion> Versions { get; init; }

    public bool Exists => Head is not null;

    public FeeVersion Current(string currency) => Head ?? FeeVersion.None(currency);

    public static FeeSettings FromRows(string id, RowSet rows) => new()
    {
        Head = rows.Get(Row.Head, InsuranceRows.Default.FeeVersion),
        Versions = rows.All(VersionPrefix, InsuranceRows.Default.FeeVersion).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, InsuranceRows.Default.FeeVersion);
        foreach (var (key, version) in Versions)
            yield return new Row(VersionPrefix + key, IsOpen: false, version, InsuranceRows.Default.FeeVersion);
    }
}

/// <summary>The fees between two changes. An invoice keeps the version that it was made with.</summary>
/// <param name="Version">0 before the first change.</param>
/// <param name="Administration">On the premium.</param>
/// <param name="Online">On premium and administration fees.</param>
/// <param name="AddsOnlineFees">Whether paying online costs them.</param>
/// <param name="ValidFrom">The instant from which new invoices are made with it, until the next version's.</param>
/// <param name="ChangedBy">The key that made the change.</param>
internal sealed record FeeVersion(
    int Version,
    Tariff Administration,
    Tariff Online,
    bool AddsOnlineFees,
    DateTimeOffset? ValidFrom,
    string? ChangedBy,
    [property: Personal] string? Reason)
{
    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>Six digits, so that rows sort as they count.</summary>
    [JsonIgnore]
    public string Key => Version.ToString("D6");

    public static FeeVersion None(string currency) => new(0, Tariff.None(currency), Tariff.None(currency), false, null, null, null);
}
