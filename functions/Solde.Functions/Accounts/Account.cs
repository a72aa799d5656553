using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// A customer's billing account: owner, members, invoices, payments, credits, refunds, plans, subscriptions. What is open is always here;
/// settled documents only where they were asked for.
/// </summary>
internal sealed record Account : IErasable<Account>
{
    /// <summary>Of the owner, in the journal.</summary>
    public const string OwnerPath = Row.Head + ".owner";

    private const string MemberPrefix = "member|";
    private const string InvoicePrefix = "invoice|";
    private const string PaymentPrefix = "payment|";
    private const string CreditPrefix = "credit|";
    private const string RefundPrefix = "refund|";
    private const string PlanPrefix = "plan|";
    private const string SubscriptionPrefix = "subscription|";

    /// <summary>The documents that settle; the journal lies among them in its own range.</summary>
    public static readonly IReadOnlyList<string> SettledPrefixes =
        [InvoicePrefix, PaymentPrefix, CreditPrefix, RefundPrefix, PlanPrefix, SubscriptionPrefix];

    public static string Table => "Accounts";

    public static string Kind => "account";

    public static DocumentTypes Documents { get; } = new(new Dictionary<string, JsonTypeInfo>
    {
        [Row.Head] = AccountRows.Default.AccountHead,
        [MemberPrefix] = AccountRows.Default.Member,
        [InvoicePrefix] = AccountRows.Default.Invoice,
        [PaymentPrefix] = AccountRows.Default.Payment,
        [CreditPrefix] = AccountRows.Default.Credit,
        [RefundPrefix] = AccountRows.Default.Refund,
        [PlanPrefix] = AccountRows.Default.PaymentPlan,
        [SubscriptionPrefix] = AccountRows.Default.Subscription,
    });

    public required string Id { get; init; }

    /// <summary>The number of its newest journal entry: what was read is the account after exactly that one.</summary>
    public long Sequence { get; init; }

    public AccountHead? Head { get; init; }

    public required ImmutableSortedDictionary<string, Member> Members { get; init; }

    public required ImmutableSortedDictionary<string, Invoice> Invoices { get; init; }

    public required ImmutableSortedDictionary<string, Payment> Payments { get; init; }

    public required ImmutableSortedDictionary<string, Credit> Credits { get; init; }

    public required ImmutableSortedDictionary<string, Refund> Refunds { get; init; }

    public required ImmutableSortedDictionary<string, PaymentPlan> Plans { get; init; }

    public required ImmutableSortedDictionary<string, Subscription> Subscriptions { get; init; }

    /// <summary>Settled rows that were looked for.</summary>
    public ImmutableHashSet<string> AskedFor { get; init; } = [];

    public bool Exists => Head is not null;

    /// <summary>Paid to the cent, and only settled documents: an open one of any kind waits for something.</summary>
    public bool IsAtRest => Head!.Totals.Balance == 0
        && Invoices.IsEmpty && Payments.IsEmpty && Credits.IsEmpty && Refunds.IsEmpty && Plans.IsEmpty && Subscriptions.IsEmpty;

    public bool IsOfBooks => Head!.Totals != Totals.None;

    public static Account Empty(string id) => new()
    {
        Id = id,
        Members = ImmutableSortedDictionary.Create<string, Member>(StringComparer.Ordinal),
        Invoices = ImmutableSortedDictionary.Create<string, Invoice>(StringComparer.Ordinal),
        Payments = ImmutableSortedDictionary.Create<string, Payment>(StringComparer.Ordinal),
        Credits = ImmutableSortedDictionary.Create<string, Credit>(StringComparer.Ordinal),
        Refunds = ImmutableSortedDictionary.Create<string, Refund>(StringComparer.Ordinal),
        Plans = ImmutableSortedDictionary.Create<string, PaymentPlan>(StringComparer.Ordinal),
        Subscriptions = ImmutableSortedDictionary.Create<string, Subscription>(StringComparer.Ordinal),
    };

    public static Account FromRows(string id, RowSet rows)
    {
        var empty = Empty(id);
        return empty with
        {
            Sequence = rows.Sequence,
            Head = rows.Get(Row.Head, AccountRows.Default.AccountHead),
            Members = empty.Members.AddRange(rows.All(MemberPrefix, AccountRows.Default.Member)),
            Invoices = empty.Invoices.AddRange(rows.All(InvoicePrefix, AccountRows.Default.Invoice)),
            Payments = empty.Payments.AddRange(rows.All(PaymentPrefix, AccountRows.Default.Payment)),
            Credits = empty.Credits.AddRange(rows.All(CreditPrefix, AccountRows.Default.Credit)),
            Refunds = empty.Refunds.AddRange(rows.All(RefundPrefix, AccountRows.Default.Refund)),
            Plans = empty.Plans.AddRange(rows.All(PlanPrefix, AccountRows.Default.PaymentPlan)),
            Subscriptions = empty.Subscriptions.AddRange(rows.All(SubscriptionPrefix, AccountRows.Default.Subscription)),
            AskedFor = [.. rows.AskedFor],
        };
    }

    public IEnumerable<Row> Rows()
    {
        yield return new Row(Row.Head, IsOpen: true, Head!, AccountRows.Default.AccountHead);
        foreach (var (id, member) in Members)
            yield return new Row(MemberPrefix + id, IsOpen: true, member, AccountRows.Default.Member);
        foreach (var (id, invoice) in Invoices)
            yield return new Row(InvoiceRow(id), invoice.IsOpen, invoice, AccountRows.Default.Invoice);
        foreach (var (id, payment) in Payments)
            yield return new Row(PaymentRow(id), payment.IsOpen, payment, AccountRows.Default.Payment);
        foreach (var (id, credit) in Credits)
            yield return new Row(CreditRow(id), credit.IsOpen, credit, AccountRows.Default.Credit);
        foreach (var (id, refund) in Refunds)
            yield return new Row(RefundRow(id), refund.IsUnderWay, refund, AccountRows.Default.Refund);
        foreach (var (id, plan) in Plans)
            yield return new Row(PlanRow(id), plan.IsOpen, plan, AccountRows.Default.PaymentPlan);
        foreach (var (id, subscription) in Subscriptions)
            yield return new Row(SubscriptionRow(id), subscription.IsOpen, subscription, AccountRows.Default.Subscription);
    }

    public static IEnumerable<Announcement> Follow(string organisation, long entry, Account before, Account after) =>
    [
        .. AccountEvents.Of(organisation, entry, before, after),
        .. PaymentAction.Announcements(organisation, before, after),
        .. Cancellations.Of(organisation, entry, before, after),
        .. InvoiceOrigin.Announcements(organisation, before, after),
    ];

    public static string InvoiceRow(string id) => InvoicePrefix + id;

    public static string PaymentRow(string id) => PaymentPrefix + id;

    public static string CreditRow(string id) => CreditPrefix + id;

    public static string RefundRow(string id) => RefundPrefix + id;

    public static string PlanRow(string id) => PlanPrefix + id;

    public static string SubscriptionRow(string id) => SubscriptionPrefix + id;

    /// <summary>Rows among these that may exist among the settled ones and were not looked for yet.</summary>
    public IReadOnlyList<string> NotYetRead(
        IEnumerable<string>? invoices = null,
        IEnumerable<string>? payments = null,
        IEnumerable<string>? credits = null,
        IEnumerable<string>? refunds = null,
        IEnumerable<string>? plans = null,
        IEnumerable<string>? subscriptions = null) =>
    [
        .. (invoices ?? []).Where(id => !Invoices.ContainsKey(id)).Select(InvoiceRow)
            .Concat((payments ?? []).Where(id => !Payments.ContainsKey(id)).Select(PaymentRow))
            .Concat((credits ?? []).Where(id => !Credits.ContainsKey(id)).Select(CreditRow))
            .Concat((refunds ?? []).Where(id => !Refunds.ContainsKey(id)).Select(RefundRow))
            .Concat((plans ?? []).Where(id => !Plans.ContainsKey(id)).Select(PlanRow))
            .Concat((subscriptions ?? []).Where(id => !Subscriptions.ContainsKey(id)).Select(SubscriptionRow))
            .Distinct()
            .Where(row => !AskedFor.Contains(row)),
    ];

    /// <summary>The row, where it was not looked for yet and may exist among the settled ones.</summary>
    public IReadOnlyList<string> NotYetRead(string row) =>
        AskedFor.Contains(row) || Rows().Any(known => known.Name == row) ? [] : [row];

    public Account With(Invoice invoice) => this with { Invoices = Invoices.SetItem(invoice.Id, invoice) };

    public Account With(Payment payment) => this with { Payments = Payments.SetItem(payment.Id, payment) };

    public Account With(Credit credit) => this with { Credits = Credits.SetItem(credit.Id, credit) };

    public Account With(Refund refund) => this with { Refunds = Refunds.SetItem(refund.Id, refund) };

    public Account With(PaymentPlan plan) => this with { Plans = Plans.SetItem(plan.Id, plan) };

    public Account With(Subscription subscription) => this with { Subscriptions = Subscriptions.SetItem(subscription.Id, subscription) };

    /// <summary>A loaded payment or credit by its id; null where there is none.</summary>
    public IFunds? Funds(string id) => Payments.GetValueOrDefault(id) ?? (IFunds?)Credits.GetValueOrDefault(id);

    public Account With(IFunds funds) => funds switch
    {
        Payment payment => With(payment),
        Credit credit => With(credit),
        _ => throw new ArgumentException($"A {funds.GetType().Name} pays no lines.", nameof(funds)),
    };

    /// <summary>Rows of payments or credits among these that were not looked for yet.</summary>
    public IReadOnlyList<string> FundsNotYetRead(IEnumerable<string> ids) => NotYetRead(
        payments: ids.Where(id => !IsCredit(id)), credits: ids.Where(IsCredit));

    public static IReadOnlyList<string> FundsRows(IEnumerable<string> ids) => [.. ids.Select(id => IsCredit(id) ? CreditRow(id) : PaymentRow(id))];

    public static bool IsInvoice(string id) => id.StartsWith("inv_", StringComparison.Ordinal);

    public static bool IsCredit(string id) => id.StartsWith("crd_", StringComparison.Ordinal);

    /// <summary>The head and these documents alone: so much of a large account as one step of a long change sees.</summary>
    public Account Only(IEnumerable<string> invoices, IEnumerable<string> funds)
    {
        var only = Empty(Id) with { Head = Head };
        only = invoices.Distinct().Aggregate(only, (part, id) => part.With(Invoices[id]));
        return funds.Distinct().Aggregate(only, (part, id) => part.With(Funds(id)!));
    }

    public Account With(Totals totals) => this with { Head = Head! with { Totals = totals } };
}

/// <param name="ProfileVersion">Rises with each change of what can be edited; the API's ETag.</param>
internal sealed record AccountHead(
    Owner Owner, string Currency, DateTimeOffset CreatedAt, DateTimeOffset? ActivatedAt, int ProfileVersion, Totals Totals)
{
    [JsonIgnore]
    public string ETag => $"\"{ProfileVersion}\"";
}

/// <summary>Who is responsible for the account.</summary>
/// <param name="Email">Unique in the organisation (BIL-01).</param>
internal sealed record Owner([property: Personal] string Name, [property: Personal] string Email, string Language)
{
    /// <summary>The owner's id among the members: he is one, and cannot be removed.</summary>
    public const string MemberId = "owner";
}

internal sealed record Member(string Id, [property: Personal] string Name);

/// <summary>Kept sums of the account's life, in minor units; each can be recomputed from the journal (BIL-19).</summary>
internal sealed record Totals(long Invoiced, long Cancelled, long Paid, long Credited, long Refunded)
{
    public static Totals None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>What the customer owes (above zero) or is owed (below).</summary>
    [JsonIgnore]
    public long Balance => checked(Invoiced - Cancelled - Paid - Credited + Refunded);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountHead))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(Credit))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(PaymentPlan))]
[JsonSerializable(typeof(Subscription))]
internal sealed partial class AccountRows : JsonSerializerContext;
