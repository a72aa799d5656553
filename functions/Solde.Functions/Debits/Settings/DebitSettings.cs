using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Debits;

/// <summary>What an organisation decides about its debits, with every version there was.</summary>
internal sealed record DebitSettings : IAggregate<DebitSettings>
{
    /// <summary>An organisation has one of them.</summary>
    public const string Id = "settings";

    public const string VersionPrefix = "version|";

    public static string Table => QuotaStore.Table;

    public static string Kind => "debit-settings";

    /// <summary>Null before the first change: every list is empty then.</summary>
    public DebitTerms? Head { get; init; }

    /// <summary>Those that were read: the history lies behind the newest one.</summary>
    public required ImmutableSortedDictionary<string, DebitTerms> Versions { get; init; }

    public bool Exists => Head is not null;

    [JsonIgnore]
    public DebitTerms Current => Head ?? DebitTerms.None;

    public static DebitSettings FromRows(string id, RowSet rows) => new()
    {
        Head = rows.Get(Row.Head, DebitRows.Default.DebitTerms),
        Versions = rows.All(VersionPrefix, DebitRows.Default.DebitTerms).ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, DebitRows.Default.DebitTerms);
        foreach (var (key, version) in Versions)
            yield return new Row(VersionPrefix + key, IsOpen: false, version, DebitRows.Default.DebitTerms);
    }
}

/// <summary>The settings between two changes.</summary>
/// <param name="Version">0 before the first change.</param>
/// <param name="Reasons">From which a change of the kind takes its reason.</param>
/// <param name="QuotaTypes">Besides those that every organisation has.</param>
/// <param name="ReleasesForInsurerDecision">Whether default insurance may be changed (DEB-10).</param>
/// <param name="Mandates">What was agreed on besides what the scheme says; null for nothing.</param>
/// <param name="Agreements">With banks, under which files of direct debits are made.</param>
/// <param name="Runs">When each month's run begins by itself; null for never.</param>
/// <param name="ChangedBy">The key that made the change.</param>
internal sealed record DebitTerms(
    int Version,
    IReadOnlyList<ListedReason> Reasons,
    IReadOnlyList<ListedTerm> QuotaTypes,
    IReadOnlyList<ListedRate> CancellationReducers,
    IReadOnlyList<ListedRate> PermanenceFees,
    IReadOnlyList<DebitBank> Banks,
    IReadOnlyList<CollectionAgent> Agents,
    bool ReleasesForInsurerDecision,
    MandateTerms? Mandates,
    IReadOnlyList<BankAgreement> Agreements,
    RunTerms? Runs,
    DateTimeOffset? ChangedAt,
    string? ChangedBy)
{
    public static readonly DebitTerms None = new(0, [], [], [], [], [], [], false, null, [], null, null, null);

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";

    /// <summary>Six digits, so that rows sort as they count.</summary>
    [JsonIgnore]
    public string Key => Version.ToString("D6");

    public CollectionAgent? Agent(string? code) => Agents.FirstOrDefault(agent => agent.Code == code);

    public BankAgreement? Agreement(string? id) => Agreements.FirstOrDefault(agreement => agreement.Id == id);

    public DebitBank? Bank(string code) => Banks.FirstOrDefault(bank => bank.Code == code);
}

/// <param name="Rule">The kind of rule that it is a reason for, such as <c>insurance-plan</c>.</param>
internal sealed record ListedReason(string Rule, string Code, string Name);

internal sealed record ListedTerm(string Code, string Name);

/// <param name="RatePartsPerMillion">10 % is 100000.</param>
internal sealed record ListedRate(string Code, string Name, int RatePartsPerMillion);

/// <param name="Code">As bank accounts name it: a number in Brazil and Canada, a BIC in SEPA.</param>
internal sealed record DebitBank(string Code, string Name, bool AllowsSavings);

/// <summary>Who collects for the organisation: a bank or another agent.</summary>
/// <param name="ValidFrom">The first day; null for always.</param>
/// <param name="ValidTo">The last day that counts; null for no end.</param>
/// <param name="Operations">Those of groups for which it is valid.</param>
/// <param name="Email">Where it is told of failed debits (DEB-22); null for nowhere.</param>
/// <param name="Language">Of what it is told; the organisation's where it is null.</param>
internal sealed record CollectionAgent(
    string Code,
    string Name,
    IReadOnlyList<string> Operations,
    IReadOnlyList<RemittanceType> RemittanceTypes,
    DateOnly? ValidFrom = null,
    DateOnly? ValidTo = null,
    [property: Personal] string? Email = null,
    string? Language = null)
{
    public bool IsValidOn(DateOnly date) => (ValidFrom is null || date >= ValidFrom) && (ValidTo is null || date <= ValidTo);

    public bool Has(string type) => RemittanceTypes.Any(remittance => remittance.Type == type);
}

/// <param name="Type">One of <see cref="RemittanceTypes"/>.</param>
/// <param name="Bank">The bank that it goes to; null where that is all the same.</param>
/// <param name="Layout">Such as <c>T0071</c>; null where the type has one only.</param>
/// <param name="Agreement">Of direct debits: the agreement under which they go; null for the one that fits the account's bank.</param>
internal sealed record RemittanceType(string Type, string? Bank = null, string? Layout = null, string? Agreement = null);

internal static class RemittanceTypes
{
    public const string DirectDebit = "direct_debit";
    public const string RegisteredCollection = "registered_collection";
    public const string UnregisteredCollection = "unregistered_collection";
    public const string MonthlyCollectionByEmail = "monthly_collection_by_email";

    public static readonly IReadOnlyList<string> All =
        [DirectDebit, RegisteredCollection, UnregisteredCollection, MonthlyCollectionByEmail];
}

/// <summary>What the organisation agreed on with its members; null for what the scheme says.</summary>
internal sealed record MandateTerms(int? PreNotificationDays = null, int? DormancyMonths = null);

/// <param name="DayOfMonth">The organisation's calendar; 31 for a month's last day.</param>
/// <param name="MonthsAhead">0 for the month in which that day lies, 1 for the next.</param>
internal sealed record RunTerms(int DayOfMonth, int MonthsAhead = 0);
