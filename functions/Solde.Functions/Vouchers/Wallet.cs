using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A user's wallet: the vouchers that he ordered, the services done for him, and which voucher pays which. Lots that still have a
/// voucher and services in validation are always here; the others, settled, only where they were asked for.
/// </summary>
internal sealed record Wallet : IErasable<Wallet>
{
    public const string LotPrefix = "lot|";
    public const string ServicePrefix = "service|";
    /// <summary>Of the user, in the journal.</summary>
    public const string UserPath = Row.Head + ".user";

    private const string QueueRow = "queue";

    /// <summary>The documents that settle.</summary>
    public static readonly IReadOnlyList<string> SettledPrefixes = [LotPrefix, ServicePrefix];

    public static string Table => "Vouchers";

    public static string Kind => "wallet";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = VoucherRows.Default.WalletHead,
        [LotPrefix] = VoucherRows.Default.Lot,
        [ServicePrefix] = VoucherRows.Default.Service,
        [QueueRow] = VoucherRows.Default.WaitingServices,
    });

    public required string Id { get; init; }

    /// <summary>The number of its newest journal entry.</summary>
    public long Sequence { get; init; }

    public WalletHead? Head { get; init; }

    public required ImmutableSortedDictionary<string, Lot> Lots { get; init; }

    public required ImmutableSortedDictionary<string, Service> Services { get; init; }

    /// <summary>Null before the first service waits for vouchers.</summary>
    public WaitingServices? Queue { get; init; }

    /// <summary>Settled rows that were looked for.</summary>
    public ImmutableHashSet<string> AskedFor { get; init; } = [];

    public bool Exists => Head is not null;

    /// <summary>No voucher is left, none lies between its user and a company, and no service waits for either.</summary>
    public bool IsAtRest => Lots.IsEmpty && Services.IsEmpty && Queue is not { Services.Count: > 0 }
        && Head!.Counts.Allocated == Head.Counts.Reimbursed;

    public bool IsOfBooks => Head!.Counts.Ordered > 0;

    public static Wallet Empty(string id) => new()
    {
        Id = id,
        Lots = ImmutableSortedDictionary.Create<string, Lot>(StringComparer.Ordinal),
        Services = ImmutableSortedDictionary.Create<string, Service>(StringComparer.Ordinal),
    };

    public static Wallet FromRows(string id, RowSet rows)
    {
        var empty = Empty(id);
        return empty with
        {
            Sequence = rows.Sequence,
            Head = rows.Get(Row.Head, VoucherRows.Default.WalletHead),
            Lots = empty.Lots.AddRange(rows.All(LotPrefix, VoucherRows.Default.Lot)),
            Services = empty.Services.AddRange(rows.All(ServicePrefix, VoucherRows.Default.Service)),
            Queue = rows.Get(QueueRow, VoucherRows.Default.WaitingServices),
            AskedFor = [.. rows.AskedFor],
        };
    }

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, VoucherRows.Default.WalletHead);
        foreach (var (id, lot) in Lots)
            yield return new Row(LotPrefix + id, lot.IsOpen, lot, VoucherRows.Default.Lot);
        foreach (var (id, service) in Services)
            yield return new Row(ServiceRow(id), service.IsInValidation, service, VoucherRows.Default.Service);
        if (Queue is not null)
            yield return new Row(QueueRow, IsOpen: true, Queue, VoucherRows.Default.WaitingServices);
    }

    public static IEnumerable<Announcement> Follow(string organisation, long entry, Wallet before, Wallet after) =>
        WalletChanges.Of(organisation, entry, before, after);

    public static string ServiceRow(string id) => ServicePrefix + id;

    /// <summary>Rows of services that may exist among the settled ones and were not looked for yet.</summary>
    public IReadOnlyList<string> NotYetRead(IEnumerable<string> services) =>
        [.. services.Where(id => !Services.ContainsKey(id)).Select(ServiceRow).Where(row => !AskedFor.Contains(row)).Distinct()];

    public Wallet With(Lot lot) => this with { Lots = Lots.SetItem(lot.Id, lot) };

    public Wallet With(Service service) => this with { Services = Services.SetItem(service.Id, service) };

    /// <summary>The head and these services alone: so much of a wallet as one step of a long change sees.</summary>
    public Wallet Only(IEnumerable<Service> services) =>
        services.Aggregate(Empty(Id) with { Head = Head }, (part, service) => part.With(service));

    /// <summary>The service's place in the queue as its needs are now: in it while it is ready and lacks vouchers.</summary>
    public Wallet Queued(Service service)
    {
        var queue = Queue ?? WaitingServices.None;
        var next = service.IsWaiting ? queue.With(service.Id, WaitingService.Of(service)) : queue.Without(service.Id);
        return ReferenceEquals(next, queue) ? this : this with { Queue = next };
    }

    public Wallet Counted(long ordered = 0, long allocated = 0, long expired = 0, long reimbursed = 0) => this with
    {
        Head = Head! with
        {
            Counts = new VoucherCounts(
                Head.Counts.Ordered + ordered,
                Head.Counts.Allocated + allocated,
                Head.Counts.Expired + expired,
                Head.Counts.Reimbursed + reimbursed),
        },
    };
}

/// <param name="Region">Names the delays that count for him, see <see cref="VoucherSettings"/>; null for the built-in ones.</param>
/// <param name="ConfirmationDays">1 to 5; null for as long as the region gives.</param>
/// <param name="Absences">Those that were not over when one was last announced.</param>
/// <param name="Version">Rises with each change of what can be edited; the API's ETag.</param>
internal sealed record WalletHead(
    WalletUser User,
    string Currency,
    string? Region,
    int? ConfirmationDays,
    IReadOnlyList<Absence> Absences,
    VoucherCounts Counts,
    int Version,
    DateTimeOffset OpenedAt)
{
    [JsonIgnore]
    public string ETag => $"\"{Version}\"";
}

/// <summary>Who orders vouchers and confirms services.</summary>
internal sealed record WalletUser([property: Personal] string Name, [property: Personal] string Email, string Language);

/// <param name="To">The last day that counts.</param>
internal sealed record Absence(string Id, DateOnly From, DateOnly To)
{
    public bool Touches(DateOnly first, DateOnly last) => From <= last && To >= first;
}

/// <summary>Kept sums of the wallet's life in vouchers; each can be recomputed from the documents.</summary>
/// <param name="Reimbursed">
/// Of those that are allocated. Not written while there are none: wallets from before it was counted stay as their journals tell them.
/// </param>
internal sealed record VoucherCounts(
    long Ordered,
    long Allocated,
    long Expired,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Reimbursed = 0)
{
    public static VoucherCounts None { get; } = new(0, 0, 0);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WalletHead))]
[JsonSerializable(typeof(Lot))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(WaitingServices))]
[JsonSerializable(typeof(SettingsVersion))]
internal sealed partial class VoucherRows : JsonSerializerContext;
