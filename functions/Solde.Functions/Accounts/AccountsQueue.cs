using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;

namespace Solde.Functions.Accounts;

/// <summary>The queues and messages by which accounts tell others, and themselves, what happened. Ids only.</summary>
internal static class Queues
{
    public const string Accounts = "accounts";
    public const string Payments = "payments";
    public const string Notifications = "notifications";
    public const string Partners = "partners";

    /// <summary>An area that follows the invoices by which it charges.</summary>
    public const string Debits = "debits";

    public static readonly IReadOnlyList<string> All = [Accounts, Payments, Notifications, Partners, Debits];
}

/// <summary>To <see cref="Queues.Accounts"/>, with every new or renamed account: its index rows are made again.</summary>
internal sealed record AccountChanged(string Organisation, string Account);

/// <summary>To <see cref="Queues.Accounts"/>, with every invoice: it takes its number.</summary>
internal sealed record InvoiceIssued(string Organisation, string Account, string Invoice, int Year);

/// <summary>To <see cref="Queues.Accounts"/>: activation messages go out again, a page of accounts at a time.</summary>
/// <param name="Occasion">Names this sending: each owner gets it once.</param>
/// <param name="After">The account to go on after; null to begin.</param>
internal sealed record ActivationsAsked(string Organisation, string Occasion, string? After);

/// <summary>To <see cref="Queues.Notifications"/>: the owner is asked to confirm his e-mail.</summary>
/// <param name="Occasion">Tells one sending from the next; the same one is sent once.</param>
internal sealed record ActivationAsked(string Organisation, string Account, string Occasion);

/// <summary>To <see cref="Queues.Accounts"/>: a credit left an account and is to arrive on another.</summary>
/// <param name="There">The id it gets there.</param>
/// <param name="AmountMinor">In the organisation's currency; null, for all that is left, only before it has left.</param>
internal sealed record CreditMoved(
    string Organisation, string Account, string Credit, string To, string There, long? AmountMinor, string Reason);

/// <summary>To <see cref="Queues.Notifications"/>: the owner asked for access to his account.</summary>
/// <param name="Occasion">Tells one sending from the next; the same one is sent once.</param>
internal sealed record AccessAsked(string Organisation, string Account, string Occasion);

/// <summary>To <see cref="Queues.Payments"/>: an online payment was asked for and the provider must be called.</summary>
internal sealed record ChargeRequested(string Organisation, string Account, string Payment);

/// <summary>To <see cref="Queues.Payments"/>: parts of a refund are reserved and the provider must be called.</summary>
/// <param name="Parts">Those that go online; which they are never changes, so nobody need read the refund for it.</param>
internal sealed record RefundBegun(string Organisation, string Account, string Refund, IReadOnlyList<string> Parts);

/// <summary>To <see cref="Queues.Payments"/>: the provider did not say whether it charged, and is to be asked later.</summary>
internal sealed record ChargeUnknown(string Organisation, string Account, string Payment);

/// <summary>To <see cref="Queues.Payments"/>: a payment waits for the customer, and not for ever.</summary>
/// <param name="Time">See <see cref="CustomerAsk"/>.</param>
internal sealed record CustomerNeeded(string Organisation, string Account, string Payment, int Time);

/// <summary>To <see cref="Queues.Notifications"/>: the customer is sent the link by which he confirms a payment.</summary>
/// <param name="Occasion">Tells the first time from a reminder; the same one is sent once.</param>
internal sealed record CustomerAsked(string Organisation, string Account, string Payment, string Occasion)
{
    public static Announcement Announce(string organisation, string account, string payment, CustomerAsk asked)
    {
        var occasion = asked.RemindedAt is { } at ? $"{asked.Time}/{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss}" : $"{asked.Time}";
        return Announcement.To(
            Queues.Notifications, new CustomerAsked(organisation, account, payment, occasion), AccountMessages.Default.CustomerAsked);
    }
}

/// <summary>To <see cref="Queues.Notifications"/>: what nobody could find out about a payment at the provider, a person must.</summary>
internal sealed record ChargeNotFoundOut(string Organisation, string Account, string Payment);

/// <summary>To <see cref="Queues.Notifications"/>: a part of a refund did not arrive and is the account's again.</summary>
internal sealed record RefundPartFailed(string Organisation, string Account, string Refund, string Part);

/// <summary>To <see cref="Queues.Notifications"/>: no word of a part came after all the waiting.</summary>
internal sealed record RefundPartOverdue(string Organisation, string Account, string Refund, string Part);

/// <summary>To <see cref="Queues.Notifications"/>: a dispute was opened, won or lost.</summary>
/// <param name="State">See <see cref="DisputeStates"/>.</param>
internal sealed record DisputeTold(string Organisation, string Account, string Payment, string Dispute, string State)
{
    public static Announcement Announce(string organisation, string account, string payment, Dispute dispute) => Announcement.To(
        Queues.Notifications,
        new DisputeTold(organisation, account, payment, dispute.Id, dispute.State),
        AccountMessages.Default.DisputeTold);
}

/// <summary>To <see cref="Queues.Notifications"/>: money that had arrived was taken back by the bank.</summary>
internal sealed record PaymentReturned(string Organisation, string Account, string Payment);

/// <summary>To <see cref="Queues.Notifications"/>, once an invoice has its number: now it can be told of by name.</summary>
internal sealed record InvoiceNumbered(string Organisation, string Account, string Invoice);

/// <summary>To <see cref="Queues.Notifications"/>, when lines of invoices were cancelled, whatever rule did it.</summary>
/// <param name="Change">Names the change, once.</param>
/// <param name="AmountsMinor">What was cancelled of each invoice, in the organisation's currency.</param>
internal sealed record LinesCancelled(string Organisation, string Account, string Change, IReadOnlyDictionary<string, long> AmountsMinor);

/// <summary>To the queue of their <see cref="InvoiceOrigin"/>: money came to these invoices, failed or went back, or they were cancelled.</summary>
internal sealed record InvoicesFollowed(string Organisation, string Account, IReadOnlyList<FollowedInvoice> Invoices);

/// <param name="Key">See <see cref="InvoiceOrigin"/>.</param>
internal sealed record FollowedInvoice(string Invoice, string Key);

/// <summary>To <see cref="Queues.Notifications"/>, when money arrived, online or offline.</summary>
internal sealed record PaymentArrived(string Organisation, string Account, string Payment);

/// <summary>To <see cref="Queues.Notifications"/>, for each failed try of an online payment.</summary>
internal sealed record PaymentFailed(string Organisation, string Account, string Payment, string Attempt);

/// <summary>To <see cref="Queues.Accounts"/>, with every change of a plan or a subscription: its rows are made again.</summary>
/// <param name="Documents">The plans and subscriptions.</param>
internal sealed record UpcomingChanged(string Organisation, string Account, IReadOnlyList<string> Documents)
{
    public static Announcement Announce(string organisation, string account, params IReadOnlyList<string> documents) => Announcement.To(
        Queues.Accounts, new UpcomingChanged(organisation, account, documents), AccountMessages.Default.UpcomingChanged);
}

/// <summary>To <see cref="Queues.Accounts"/>, with every change of an account that changes what failed in it: its rows are made again.</summary>
internal sealed record ActionsChanged(string Organisation, string Account)
{
    public static Announcement Announce(string organisation, string account) => Announcement.To(
        Queues.Accounts, new ActionsChanged(organisation, account), AccountMessages.Default.ActionsChanged);
}

/// <summary>To <see cref="Queues.Accounts"/>, from the hourly timer: something of the account falls due.</summary>
/// <param name="On">The day under which it was found.</param>
/// <param name="At">The instant of another try of what failed; null for what falls due with the day.</param>
internal sealed record PaymentsDue(string Organisation, string Account, DateOnly On, DateTimeOffset? At = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccountChanged))]
[JsonSerializable(typeof(InvoiceIssued))]
[JsonSerializable(typeof(ActivationsAsked))]
[JsonSerializable(typeof(ActivationAsked))]
[JsonSerializable(typeof(AccessAsked))]
[JsonSerializable(typeof(ChargeRequested))]
[JsonSerializable(typeof(CreditMoved))]
[JsonSerializable(typeof(RefundBegun))]
[JsonSerializable(typeof(ChargeUnknown))]
[JsonSerializable(typeof(CustomerNeeded))]
[JsonSerializable(typeof(CustomerAsked))]
[JsonSerializable(typeof(ChargeNotFoundOut))]
[JsonSerializable(typeof(RefundPartFailed))]
[JsonSerializable(typeof(RefundPartOverdue))]
[JsonSerializable(typeof(InvoiceNumbered))]
[JsonSerializable(typeof(LinesCancelled))]
[JsonSerializable(typeof(PaymentReturned))]
[JsonSerializable(typeof(DisputeTold))]
[JsonSerializable(typeof(PaymentArrived))]
[JsonSerializable(typeof(PaymentFailed))]
[JsonSerializable(typeof(UpcomingChanged))]
[JsonSerializable(typeof(ActionsChanged))]
[JsonSerializable(typeof(PaymentsDue))]
[JsonSerializable(typeof(EventsHappened))]
[JsonSerializable(typeof(InvoicesFollowed))]
internal sealed partial class AccountMessages : JsonSerializerContext;
