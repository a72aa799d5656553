using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>What vouchers are worth, how long they last and how long validation takes, by region, with every version there was.</summary>
internal sealed record VoucherSettings : IAggregate<VoucherSettings>
{
    /// <summary>An organisation has one of them.</summary>
    public const string Id = "settings";

    public const string VersionPrefix = "version|";

    public static string Table => Wallet.Table;

    public static string Kind => "voucher-settings";

    /// <summary>Null before the first change.</summary>
    public SettingsVersion? Head { get; init; }

    /// <summary>Those that were read.</summary>
    public required ImmutableSortedDictionary<string, SettingsVersion> Versions { get; init; }

    public bool Exists => Head is not null;

    public SettingsVersion Current => Head ?? SettingsVersion.BuiltIn;

    public static VoucherSettings FromRows(string id, RowSet rows) => new()
    {
        Head = rows.Get(Row.Head, VoucherRows.Default.SettingsVersion),
        Versions = ImmutableSortedDictionary.Create<string, SettingsVersion>(StringComparer.Ordinal)
            .AddRange(rows.All(VersionPrefix, VoucherRows.Default.SettingsVersion)),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, VoucherRows.Default.SettingsVersion);
        foreach (var (key, version) in Versions)
            yield return new Row(VersionPrefix + key, IsOpen: false, version, VoucherRows.Default.SettingsVersion);
    }
}

/// <param name="Version">0 before the first change.</param>
/// <param name="Value">Of a voucher whose order names none; null where each order must.</param>
/// <param name="ValidityMonths">How long vouchers last whose order names no day.</param>
/// <param name="ExpiryNoticeDays">So many days before vouchers expire their user is told; 0 for never.</param>
/// <param name="Regions">By code.</param>
/// <param name="ChangedBy">The key that made the change.</param>
internal sealed record SettingsVersion(
    int Version,
    Money? Value,
    int ValidityMonths,
    int ExpiryNoticeDays,
    IReadOnlyDictionary<string, RegionRules> Regions,
    DateTimeOffset? ValidFrom,
    string? ChangedBy,
    [property: Personal] string? Reason)
{
    public static SettingsVersion BuiltIn { get; } =
        new(0, null, 12, 30, new Dictionary<string, RegionRules>(StringComparer.Ordinal), null, null, null);

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>Six digits, so that rows sort as they count.</summary>
    [JsonIgnore]
    public string Key => Version.ToString("D6");

    /// <summary>A region that is not known any more goes by the built-in rules.</summary>
    public RegionRules RulesOf(string? region) => (region is null ? null : Regions.GetValueOrDefault(region)) ?? RegionRules.BuiltIn;
}

/// <summary>How long validation takes in a region (VOU-02).</summary>
/// <param name="Mode">See <see cref="ValidationModes"/>.</param>
/// <param name="Absence">The user's delay while he is away, where it is longer.</param>
/// <param name="ByEncoder">Other delays by who encoded the service, see <see cref="Encoders"/>.</param>
internal sealed record RegionRules(
    string Mode, Delay Company, Delay User, Delay Absence, IReadOnlyDictionary<string, EncoderDelays>? ByEncoder = null)
{
    public static RegionRules BuiltIn { get; } = new(
        ValidationModes.Parallel, new Delay(5, DelayUnits.Working), new Delay(5, DelayUnits.Working), new Delay(15, DelayUnits.Working));

    public Delay CompanyDelay(string encodedBy) => ByEncoder?.GetValueOrDefault(encodedBy)?.Company ?? Company;

    public Delay UserDelay(string encodedBy) => ByEncoder?.GetValueOrDefault(encodedBy)?.User ?? User;
}

internal sealed record EncoderDelays(Delay? Company = null, Delay? User = null);

/// <param name="Unit">See <see cref="DelayUnits"/>.</param>
internal sealed record Delay(int Days, string Unit);

internal static class DelayUnits
{
    /// <summary>Neither Saturdays nor Sundays nor the organisation's bank holidays.</summary>
    public const string Working = "working";

    public const string Calendar = "calendar";

    public static readonly IReadOnlyList<string> All = [Working, Calendar];
}

internal static class ValidationModes
{
    /// <summary>Both delays begin with the encoding.</summary>
    public const string Parallel = "parallel";

    /// <summary>The user's begins when the company is done.</summary>
    public const string Successive = "successive";

    public static readonly IReadOnlyList<string> All = [Parallel, Successive];
}
