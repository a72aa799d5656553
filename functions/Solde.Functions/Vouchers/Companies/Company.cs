using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Vouchers;

/// <summary>
/// A company whose workers do services, with what it hands in for reimbursement. Remittances, pick-ups and a direct debit that
/// are under way are always here; what a remittance is made of, and what has ended, only where it was asked for.
/// </summary>
internal sealed record Company : IErasable<Company>
{
    public const string RemittancePrefix = "remittance|";
    public const string WishPrefix = "wish|";
    public const string TakenPrefix = "taken|";
    public const string PickUpPrefix = "pickup|";
    public const string MandatePrefix = "mandate|";

    public static string Table => Wallet.Table;

    public static string Kind => "voucher-company";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = CompanyRows.Default.CompanyHead,
        [RemittancePrefix] = CompanyRows.Default.Remittance,
        [WishPrefix] = CompanyRows.Default.RemittanceWish,
        [TakenPrefix] = CompanyRows.Default.TakenPart,
        [PickUpPrefix] = CompanyRows.Default.PickUp,
        [MandatePrefix] = CompanyRows.Default.Mandate,
    });

    public required string Id { get; init; }

    /// <summary>The number of its newest journal entry.</summary>
    public long Sequence { get; init; }

    public CompanyHead? Head { get; init; }

    public required ImmutableSortedDictionary<string, Remittance> Remittances { get; init; }

    /// <summary>What was to be asked for, by remittance.</summary>
    public required ImmutableSortedDictionary<string, RemittanceWish> Wishes { get; init; }

    /// <summary>What was taken up, by remittance and part of its wish.</summary>
    public required ImmutableSortedDictionary<string, TakenPart> Taken { get; init; }

    public required ImmutableSortedDictionary<string, PickUp> PickUps { get; init; }

    public required ImmutableSortedDictionary<string, Mandate> Mandates { get; init; }

    /// <summary>Settled rows that were looked for.</summary>
    public ImmutableHashSet<string> AskedFor { get; init; } = [];

    public bool Exists => Head is not null;

    /// <summary>Whether a service waits for it only <see cref="CompanyServices"/> knows.</summary>
    public bool IsAtRest => Remittances.IsEmpty && PickUps.IsEmpty && LiveMandate is null;

    /// <summary>Who was paid, and from whose account.</summary>
    public bool IsOfBooks => true;

    /// <summary>The direct debit that is asked for or signed; null where there is none.</summary>
    public Mandate? LiveMandate => Mandates.Values.FirstOrDefault(mandate => mandate.IsLive);

    public static Company Empty(string id) => new()
    {
        Id = id,
        Remittances = None<Remittance>(),
        Wishes = None<RemittanceWish>(),
        Taken = None<TakenPart>(),
        PickUps = None<PickUp>(),
        Mandates = None<Mandate>(),
    };

    public static Company FromRows(string id, RowSet rows)
    {
        var empty = Empty(id);
        return empty with
        {
            Sequence = rows.Sequence,
            Head = rows.Get(Row.Head, CompanyRows.Default.CompanyHead),
            Remittances = empty.Remittances.AddRange(rows.All(RemittancePrefix, CompanyRows.Default.Remittance)),
            Wishes = empty.Wishes.AddRange(rows.All(WishPrefix, CompanyRows.Default.RemittanceWish)),
            Taken = empty.Taken.AddRange(rows.All(TakenPrefix, CompanyRows.Default.TakenPart)),
            PickUps = empty.PickUps.AddRange(rows.All(PickUpPrefix, CompanyRows.Default.PickUp)),
            Mandates = empty.Mandates.AddRange(rows.All(MandatePrefix, CompanyRows.Default.Mandate)),
            AskedFor = [.. rows.AskedFor],
        };
    }

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, CompanyRows.Default.CompanyHead);
        foreach (var (id, remittance) in Remittances)
            yield return new Row(RemittancePrefix + id, remittance.IsOpen, remittance, CompanyRows.Default.Remittance);
        foreach (var (id, wish) in Wishes)
            yield return new Row(WishPrefix + id, IsOpen: false, wish, CompanyRows.Default.RemittanceWish);
        foreach (var (key, taken) in Taken)
            yield return new Row(TakenPrefix + key, IsOpen: false, taken, CompanyRows.Default.TakenPart);
        foreach (var (id, pickUp) in PickUps)
            yield return new Row(PickUpPrefix + id, pickUp.IsOpen, pickUp, CompanyRows.Default.PickUp);
        foreach (var (id, mandate) in Mandates)
            yield return new Row(MandatePrefix + id, mandate.IsLive, mandate, CompanyRows.Default.Mandate);
    }

    /// <summary>Those of these rows that may be among the settled ones and were not looked for yet.</summary>
    public IReadOnlyList<string> NotYetRead(params IEnumerable<string> rows) =>
        [.. rows.Where(row => !Holds(row) && !AskedFor.Contains(row)).Distinct()];

    /// <summary>A remittance that has ended is remembered, so that the last ones can be shown without a look at all.</summary>
    public Company With(Remittance remittance)
    {
        var after = this with { Remittances = Remittances.SetItem(remittance.Id, remittance) };
        var wasOpen = Remittances.GetValueOrDefault(remittance.Id)?.IsOpen ?? true;
        return remittance.IsOpen || !wasOpen ? after : after with
        {
            Head = Head! with { LastRemittances = CompanyHead.Last(Head.LastRemittances, remittance.Id) },
        };
    }

    public Company With(PickUp pickUp)
    {
        var after = this with { PickUps = PickUps.SetItem(pickUp.Id, pickUp) };
        return pickUp.IsOpen ? after : after with { Head = Head! with { LastPickUps = CompanyHead.Last(Head.LastPickUps, pickUp.Id) } };
    }

    public Company With(Mandate mandate) => this with { Mandates = Mandates.SetItem(mandate.Id, mandate) };

    private bool Holds(string row) => row.Split('|', 2) switch
    {
        ["remittance", var id] => Remittances.ContainsKey(id),
        ["wish", var id] => Wishes.ContainsKey(id),
        ["taken", var key] => Taken.ContainsKey(key),
        ["pickup", var id] => PickUps.ContainsKey(id),
        ["mandate", var id] => Mandates.ContainsKey(id),
        _ => false,
    };

    private static ImmutableSortedDictionary<string, T> None<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CompanyHead))]
[JsonSerializable(typeof(Remittance))]
[JsonSerializable(typeof(RemittanceWish))]
[JsonSerializable(typeof(TakenPart))]
[JsonSerializable(typeof(PickUp))]
[JsonSerializable(typeof(Mandate))]
internal sealed partial class CompanyRows : JsonSerializerContext;
