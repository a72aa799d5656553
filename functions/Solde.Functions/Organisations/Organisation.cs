using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>The tenant: what everything else belongs to (COM-01).</summary>
internal sealed record Organisation : IAggregate<Organisation>
{
    private const string KeyPrefix = "api-key|";
    private const string AdministratorPrefix = "administrator|";

    public static string Table => "Organisations";

    public static string Kind => "organisation";

    public required string Id { get; init; }

    public OrganisationProfile? Profile { get; init; }

    public required SortedDictionary<string, ApiKey> ApiKeys { get; init; }

    public required SortedDictionary<string, Administrator> Administrators { get; init; }

    public bool Exists => Profile is not null;

    public static Organisation FromRows(string id, RowSet rows) => new()
    {
        Id = id,
        Profile = rows.Get(Row.Head, OrganisationRows.Default.OrganisationProfile),
        ApiKeys = new(rows.All(KeyPrefix, OrganisationRows.Default.ApiKey).ToDictionary(), StringComparer.Ordinal),
        Administrators = new(rows.All(AdministratorPrefix, OrganisationRows.Default.Administrator).ToDictionary(), StringComparer.Ordinal),
    };

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Profile!, OrganisationRows.Default.OrganisationProfile);
        foreach (var (id, key) in ApiKeys)
            yield return new Row(KeyPrefix + id, IsOpen: true, key, OrganisationRows.Default.ApiKey);
        foreach (var (id, administrator) in Administrators)
            yield return new Row(AdministratorPrefix + id, IsOpen: true, administrator, OrganisationRows.Default.Administrator);
    }

    public Organisation With(ApiKey key) => this with { ApiKeys = Replaced(ApiKeys, key.Id, key) };

    public Organisation With(Administrator administrator) => this with { Administrators = Replaced(Administrators, administrator.Id, administrator) };

    public Organisation WithoutAdministrator(string id)
    {
        var left = new SortedDictionary<string, Administrator>(Administrators, StringComparer.Ordinal);
        left.Remove(id);
        return this with { Administrators = left };
    }

    private static SortedDictionary<string, TItem> Replaced<TItem>(SortedDictionary<string, TItem> items, string id, TItem item) =>
        new(items, StringComparer.Ordinal) { [id] = item };
}

/// <param name="Currency">Fixed for ever: amounts in two currencies never mix.</param>
/// <param name="TimeZone">IANA name; due dates and periods are calendar dates there.</param>
/// <param name="Version">Rises with each change of the settings; the API's ETag.</param>
internal sealed record OrganisationProfile(
    string Name, string Currency, string TimeZone, string Language, int Version, OrganisationSettings Settings)
{
    [JsonIgnore]
    public BusinessCalendar Calendar => new(TimeZone, Settings.BankHolidays);

    [JsonIgnore]
    public string ETag => $"\"{Version}\"";
}

/// <summary>What an organisation decides for itself.</summary>
/// <param name="Taxes">Codes that invoice lines may carry.</param>
/// <param name="OfflineMethods">Ways to pay that we only record.</param>
/// <param name="AllocationOrder">In which order money finds invoice lines, see <see cref="AllocationOrders"/>.</param>
/// <param name="BankHolidays">Days on which banks are closed besides weekends.</param>
/// <param name="AllowsPayLater">Purchases without a payment are allowed, for items that allow it too (BIL-08).</param>
/// <param name="NotificationAddresses">Addresses told of purchases, payments and failures (PAY-08).</param>
/// <param name="Retries">When a failed payment is tried again; null for never (PAY-06).</param>
/// <param name="Retention">How long what is known of people is kept; null for <see cref="RetentionSettings.Default"/>.</param>
public sealed record OrganisationSettings(
    IReadOnlyList<Tax> Taxes,
    IReadOnlyList<string> OfflineMethods,
    string AllocationOrder,
    IReadOnlyList<DateOnly> BankHolidays,
    IReadOnlyList<NotificationAddress> NotificationAddresses,
    bool AllowsPayLater = false,
    RetrySettings? Retries = null,
    RetentionSettings? Retention = null)
{
    public static OrganisationSettings Default { get; } = new([], ["cash", "cheque", "transfer"], AllocationOrders.OldestDueFirst, [], []);
}

/// <param name="Days">Days after the failure, such as 3, 5 and 7; none for never.</param>
/// <param name="Hour">Of the day, in the organisation's time zone.</param>
public sealed record RetrySettings(IReadOnlyList<int> Days, int Hour);

/// <param name="BookYears">What is part of the books, from the end of the year in which it changed last.</param>
/// <param name="OtherMonths">All else, such as notices, from the day on which it changed last.</param>
public sealed record RetentionSettings(int BookYears, int OtherMonths)
{
    /// <summary>As long as the strictest of the countries that we know: ten years of books, two of letters.</summary>
    public static RetentionSettings Default { get; } = new(10, 24);
}

/// <param name="RatePartsPerMillion">9.975 % is 99750.</param>
public sealed record Tax(string Code, string Name, int RatePartsPerMillion);

/// <param name="Kinds">Kinds of notices that this address gets, see the notifications area; empty for none.</param>
public sealed record NotificationAddress([property: Personal] string Email, string Language, IReadOnlyList<string> Kinds);

public static class AllocationOrders
{
    public const string OldestDueFirst = "oldest_due_first";
    public const string FeesInterestPrincipal = "fees_interest_principal";
    public const string CurrentPeriodFirst = "current_period_first";

    public static readonly IReadOnlyList<string> All = [OldestDueFirst, FeesInterestPrincipal, CurrentPeriodFirst];
}

/// <param name="SecretHash">SHA-256 of the secret part; the secret itself is shown once and kept nowhere.</param>
/// <param name="EndsAt">The key is good before this instant.</param>
internal sealed record ApiKey(
    string Id,
    string Name,
    string SecretHash,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset? RevokedAt)
{
    public bool IsGoodAt(DateTimeOffset now) => RevokedAt is null && (EndsAt is null || now < EndsAt);
}

/// <summary>A person at the organisation who is told of what concerns him.</summary>
/// <param name="Permissions">What he may see; a failed payment is told to holders of <see cref="Scopes.PaymentsFailed"/>.</param>
/// <param name="Emails">Kinds of notices he wants by e-mail.</param>
/// <param name="NotShown">Kinds that he does not want in the notification centre; null for none.</param>
internal sealed record Administrator(
    string Id,
    [property: Personal] string Name,
    [property: Personal] string Email,
    string Language,
    IReadOnlyList<string> Permissions,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string>? NotShown = null)
{
    /// <summary>By mail, in the centre, or both.</summary>
    public bool Wants(string kind) => Emails.Contains(kind) || NotShown?.Contains(kind) != true;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrganisationProfile))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(Administrator))]
internal sealed partial class OrganisationRows : JsonSerializerContext;
