using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

internal sealed record AccountView(
    string Id, OwnerView Owner, string Currency, bool IsActivated, DateTimeOffset CreatedAt, IReadOnlyList<Member> Members, Money Balance)
{
    public static AccountView Of(Account account)
    {
        var head = account.Head!;
        return new(
            account.Id,
            new OwnerView(head.Owner.Name, head.Owner.Email, head.Owner.Language),
            head.Currency,
            head.ActivatedAt is not null,
            head.CreatedAt,
            [.. account.Members.Values],
            new Money(head.Totals.Balance, head.Currency));
    }
}

internal sealed record OwnerView(string Name, string Email, string Language);

internal sealed record InvoiceView(
    string Id,
    string? Number,
    string State,
    DateOnly IssueDate,
    IReadOnlyList<DateOnly> DueDates,
    Money Total,
    Money Left,
    IReadOnlyList<InvoiceLineView> Lines)
{
    public static InvoiceView Of(Invoice invoice) => new(
        invoice.Id,
        invoice.Number,
        invoice.State,
        invoice.IssueDate,
        invoice.DueDates,
        invoice.Total,
        invoice.Left,
        [.. invoice.Lines.Select(InvoiceLineView.Of)]);
}

internal sealed record InvoiceLineView(
    string Id,
    string Description,
    string Member,
    string? Item,
    string Category,
    string Component,
    decimal Quantity,
    Money UnitPrice,
    Money Net,
    IReadOnlyList<TaxAmount> Taxes,
    Money Total,
    Money Allocated,
    Money Cancelled,
    Money Credited,
    Money Left)
{
    public static InvoiceLineView Of(InvoiceLine line) => new(
        line.Id,
        line.Description,
        line.Member,
        line.Item,
        line.Category,
        line.Component,
        line.Quantity,
        line.UnitPrice,
        line.Net,
        line.Taxes,
        line.Total,
        line.Allocated,
        line.Cancelled,
        line.Credited,
        line.Left);
}

/// <param name="Refunded">What refunds took or are taking from it.</param>
/// <param name="Refundable">What a refund may still take.</param>
internal sealed record PaymentView(
    string Id,
    string Method,
    Money Amount,
    string State,
    DateOnly ReceivedOn,
    DateTimeOffset CreatedAt,
    string? Payer,
    string? Note,
    IReadOnlyList<string> For,
    IReadOnlyList<Allocation> Allocations,
    Money Unapplied,
    Money Refunded,
    Money Refundable,
    OnlinePaymentView? Online)
{
    public static PaymentView Of(Payment payment, Func<string, string>? meaning = null) => new(
        payment.Id,
        payment.Method,
        payment.Amount,
        payment.State,
        payment.ReceivedOn,
        payment.CreatedAt,
        payment.Payer,
        payment.Note,
        payment.For,
        payment.Allocations,
        payment.Unapplied,
        payment.Refunded + payment.Reserved,
        payment.Refundable,
        payment.Online is { } online ? OnlinePaymentView.Of(online, meaning) : null);
}

/// <param name="Reference">The provider's id of the payment, for its dashboard.</param>
internal sealed record OnlinePaymentView(string PaymentMethod, string? Reference, IReadOnlyList<AttemptView> FailedAttempts)
{
    public static OnlinePaymentView Of(OnlinePayment online, Func<string, string>? meaning) => new(
        online.PaymentMethod,
        online.Intent,
        [.. online.Attempts.Select(attempt => new AttemptView(attempt.At, attempt.DeclineCode, meaning?.Invoke(attempt.DeclineCode)))]);
}

/// <param name="Meaning">What the code means, in the language asked for (PAY-04).</param>
internal sealed record AttemptView(DateTimeOffset At, string DeclineCode, string? Meaning);

/// <param name="Current">What has happened: owed above zero, in the customer's favour below.</param>
/// <param name="Expected">What it will be once everything under way has ended well.</param>
/// <param name="UnderWay">Item by item, why the two differ (BIL-20).</param>
/// <param name="Unapplied">Money that is here and pays nothing yet.</param>
/// <param name="Credits">What credit notes still hold.</param>
/// <param name="TotalRefunded">Refunded or being refunded; a refund's expected total is this and its own amount.</param>
internal sealed record BalanceView(
    Money Current, Money Expected, IReadOnlyList<UnderWayItem> UnderWay, Money Unapplied, Money Credits, Money TotalRefunded, BalanceParts Parts);

/// <param name="Effect">What it adds to the expected balance.</param>
internal sealed record UnderWayItem(string Kind, string Id, string Method, string State, Money Effect);

internal sealed record BalanceParts(Money Invoiced, Money Cancelled, Money Paid, Money Credited, Money Refunded);

/// <param name="Allocations">What would be, or was, allocated.</param>
/// <param name="IsDone">False for a preview.</param>
/// <param name="HasMore">There is more to allocate than fits in one step: ask again.</param>
internal sealed record ReconciliationView(bool IsDone, IReadOnlyList<AllocationView> Allocations, Money Unapplied, bool HasMore);

internal sealed record AllocationView(string Payment, string Invoice, string Line, Money Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OpenAccount.Request), TypeInfoPropertyName = "OpenAccountRequest")]
[JsonSerializable(typeof(ChangeAccount.Request), TypeInfoPropertyName = "ChangeAccountRequest")]
[JsonSerializable(typeof(AddMember.Request), TypeInfoPropertyName = "AddMemberRequest")]
[JsonSerializable(typeof(RemoveMember.Request), TypeInfoPropertyName = "RemoveMemberRequest")]
[JsonSerializable(typeof(SearchAccounts.Request), TypeInfoPropertyName = "SearchAccountsRequest")]
[JsonSerializable(typeof(ActivateAccount.Request), TypeInfoPropertyName = "ActivateAccountRequest")]
[JsonSerializable(typeof(IssueInvoice.Request), TypeInfoPropertyName = "IssueInvoiceRequest")]
[JsonSerializable(typeof(RecordPayment.Request), TypeInfoPropertyName = "RecordPaymentRequest")]
[JsonSerializable(typeof(CancelPayment.Request), TypeInfoPropertyName = "CancelPaymentRequest")]
[JsonSerializable(typeof(ReconcileAccount.Request), TypeInfoPropertyName = "ReconcileAccountRequest")]
[JsonSerializable(typeof(CancelInvoice.Request), TypeInfoPropertyName = "CancelInvoiceRequest")]
[JsonSerializable(typeof(CancelInvoice.View), TypeInfoPropertyName = "CancelInvoiceView")]
[JsonSerializable(typeof(RefundPayments.Request), TypeInfoPropertyName = "RefundPaymentsRequest")]
[JsonSerializable(typeof(RefundCredit.Request), TypeInfoPropertyName = "RefundCreditRequest")]
[JsonSerializable(typeof(CancelRefund.Request), TypeInfoPropertyName = "CancelRefundRequest")]
[JsonSerializable(typeof(RefundView))]
[JsonSerializable(typeof(CreditView))]
[JsonSerializable(typeof(Page<RefundView>))]
[JsonSerializable(typeof(Page<CreditView>))]
[JsonSerializable(typeof(AllocatePayment.Request), TypeInfoPropertyName = "AllocatePaymentRequest")]
[JsonSerializable(typeof(SendActivations.View), TypeInfoPropertyName = "SendActivationsView")]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(InvoiceView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(BalanceView))]
[JsonSerializable(typeof(ReconciliationView))]
[JsonSerializable(typeof(CheckBooks.View), TypeInfoPropertyName = "CheckBooksView")]
[JsonSerializable(typeof(Page<ListAccounts.Item>), TypeInfoPropertyName = "PageListAccountsItem")]
[JsonSerializable(typeof(Page<InvoiceView>))]
[JsonSerializable(typeof(Page<PaymentView>))]
[JsonSerializable(typeof(Page<JournalEntry>))]
internal sealed partial class AccountsJson : JsonSerializerContext;
