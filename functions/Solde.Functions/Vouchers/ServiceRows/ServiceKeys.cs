using System.Globalization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Vouchers;

/// <summary>Where a company's services lie: all of one company in one partition, under four names.</summary>
internal static class ServiceKeys
{
    public const string Kind = "company-services";

    /// <summary>One row a service that names its other rows, and says how new they are.</summary>
    public const string EntryPrefix = "id|";

    /// <summary>The whole service with its trail, by the day on which it was done: a key that stays while it is paid.</summary>
    public const string DayPrefix = "day|";

    /// <summary>The same by its latest change, the newest first.</summary>
    public const string ChangePrefix = "change|";

    /// <summary>Only those to which something can still happen, a few numbers each.</summary>
    public const string OpenPrefix = "open|";

    public static string PartitionOf(string organisation, string company) => PartitionKey.Of(organisation, Kind, company);

    public static string DayOf(Service service) => DayPrefix + NameOf(service);

    public static string OpenOf(Service service) => OpenPrefix + NameOf(service);

    public static string ChangeOf(Service service, DateTimeOffset at) => $"{ChangePrefix}{Newest(at)}|{service.Id}";

    /// <summary>The end is not included.</summary>
    /// <param name="to">The last day that counts.</param>
    public static (string First, string End) DaysOf(DateOnly? from, DateOnly? to) => (
        from is { } first ? $"{DayPrefix}{first:yyyy-MM-dd}" : DayPrefix,
        to is { } last ? $"{DayPrefix}{last:yyyy-MM-dd}}}" : DayPrefix[..^1] + "}");

    /// <summary>Sorts the newest first.</summary>
    public static string Newest(DateTimeOffset at) =>
        (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static string NameOf(Service service) => $"{service.PerformedOn:yyyy-MM-dd}|{service.Id}";
}
