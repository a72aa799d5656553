using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>A refund as it was asked for, before it is known which ways it goes.</summary>
/// <param name="ExpectedTotal">What the account will have been refunded afterwards, as the caller sees it (BIL-22).</param>
internal sealed record RefundDraft(
    string Id, Money Amount, Money ExpectedTotal, string Reason, DateTimeOffset At, string Organisation)
{
    /// <summary>Another refund came between the caller's look at the account and his asking.</summary>
    public Refusal? Unexpected(Account account)
    {
        var total = TotalOf(account) + Amount;
        return total == ExpectedTotal ? null : RefundRefusals.RefundedOtherwise.With(total, ExpectedTotal);
    }

    public Decision<Account> Begin(Account account, IEnumerable<RefundPart> parts)
    {
        var refund = Numbered(parts, null);
        var begun = Refunding.Begin(account, refund);
        return new Decision<Account>.Changed(
            begun.Account,
            new JournalNote("RefundBegun", Reason) { Postings = begun.Postings },
            Answer.Accepted(RefundView.Of(refund), AccountsJson.Default.RefundView, $"/api/v1/accounts/{account.Id}/refunds/{Id}"),
            Announcements(account.Id, refund));
    }

    /// <summary>The provider is called from the queue, and only where there is something to send.</summary>
    public IReadOnlyList<Announcement> Announcements(string account, Refund refund) => refund.IsUnderWay
        ? [Announcement.To(
            Queues.Payments,
            new RefundBegun(Organisation, account, refund.Id, [.. refund.Parts.Where(part => part.IsOnline).Select(part => part.Id)]),
            AccountMessages.Default.RefundBegun)]
        : [];

    public Refund Numbered(IEnumerable<RefundPart> parts, string? invoice) => new(
        Id, Amount, Reason, At, invoice, [.. parts.Select((part, index) => Settled(part with { Id = (index + 1).ToString() }))]);

    /// <summary>Back the way a payment came: held for the provider, or written down at once.</summary>
    public static RefundPart PartOf(Payment payment, Money amount, string? offlineMethod) => payment.Online is null
        ? new RefundPart("", offlineMethod ?? payment.Method, amount, payment.Id, null, RefundPartStates.Recorded)
        : new RefundPart("", payment.Method, amount, payment.Id, null, RefundPartStates.Reserved, payment.Online.Intent);

    /// <summary>What the account has been refunded, and is being refunded.</summary>
    public static Money TotalOf(Account account) => account.Refunds.Values
        .SelectMany(refund => refund.Parts.Where(part => part.IsUnderWay))
        .Aggregate(new Money(account.Head!.Totals.Refunded, account.Head.Currency), (sum, part) => sum + part.Amount);

    private RefundPart Settled(RefundPart part) => part.IsUnderWay ? part : part with { SettledAt = At };
}
