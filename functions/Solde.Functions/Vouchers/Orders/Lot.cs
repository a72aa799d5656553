using System.Globalization;
using System.Text.Json.Serialization;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>One order: vouchers of consecutive numbers, one value and one expiry. They are taken from the front (VOU-01).</summary>
/// <param name="Id">Made of the first number, so lots sort as their vouchers do.</param>
/// <param name="ExpiresOn">The last day on which they can be allocated.</param>
/// <param name="Taken">By service. A map and not a list, so that the journal tells of each taking alone.</param>
/// <param name="Expired">What was left when the last day was over; null before.</param>
/// <param name="ToldAt">When the user was to be told that they expire soon; null before.</param>
internal sealed record Lot(
    string Id,
    long First,
    int Count,
    Money Value,
    DateOnly ExpiresOn,
    DateTimeOffset OrderedAt,
    IReadOnlyDictionary<string, Taking> Taken,
    ExpiredVouchers? Expired = null,
    DateTimeOffset? ToldAt = null)
{
    private const string Prefix = "lot_";

    public static readonly IReadOnlyDictionary<string, Taking> NoneTaken = new Dictionary<string, Taking>(StringComparer.Ordinal);

    [JsonIgnore]
    public int Allocated => Taken.Values.Sum(taking => taking.Count);

    [JsonIgnore]
    public int Left => Count - Allocated - (Expired?.Count ?? 0);

    [JsonIgnore]
    public bool IsOpen => Left > 0;

    [JsonIgnore]
    public long Last => First + Count - 1;

    public static string IdOf(long first) => Prefix + NumberText(first);

    /// <summary>A voucher's number as the API speaks it: 12 digits.</summary>
    public static string NumberText(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    public bool IsGoodOn(DateOnly day) => day <= ExpiresOn;

    /// <summary>The day on which the user is told that they expire; null where he was, or is never told.</summary>
    public DateOnly? TellOn(SettingsVersion settings) =>
        ToldAt is null && settings.ExpiryNoticeDays > 0 ? ExpiresOn.AddDays(-settings.ExpiryNoticeDays) : null;

    public Money ValueOf(int vouchers) => new(checked(Value.Minor * vouchers), Value.Currency);

    /// <summary>The service that took the voucher of this number; null where none did.</summary>
    public string? TakerOf(long number) => TakersOf(number, number).SingleOrDefault();

    public IEnumerable<string> TakersOf(long from, long to) => Taken
        .Where(pair => First + pair.Value.From <= to && First + pair.Value.From + pair.Value.Count > from)
        .Select(pair => pair.Key);

    /// <summary>The next vouchers, for a service that took none of this lot before.</summary>
    public (Lot After, VoucherRun Run) Take(string service, int count)
    {
        var taking = new Taking(Allocated, count);
        var taken = new Dictionary<string, Taking>(Taken, StringComparer.Ordinal) { [service] = taking };
        return (this with { Taken = taken }, new VoucherRun(Id, First + taking.From, count, Value, ExpiresOn));
    }
}

/// <param name="From">Behind so many of the lot's vouchers.</param>
internal sealed record Taking(int From, int Count);

internal sealed record ExpiredVouchers(int Count, DateTimeOffset At);
