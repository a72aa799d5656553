using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>What notices need to know of an account: how to write to its owner, and what happened to a payment.</summary>
internal interface IAccountContacts
{
    Task<AccountContact?> FindAsync(string organisation, string account, CancellationToken cancellation);

    /// <summary>What it said of people is gone by law: whatever goes with it may go, too.</summary>
    Task<bool> IsErasedAsync(string organisation, string account, CancellationToken cancellation);

    /// <summary>Every name and e-mail that its owner ever had: what notices to him, and about him, are known by.</summary>
    Task<IReadOnlySet<string>> FindNamesAsync(string organisation, string account, CancellationToken cancellation);

    Task<PaymentFacts?> FindPaymentAsync(string organisation, string account, string payment, CancellationToken cancellation);

    Task<InvoiceFacts?> FindInvoiceAsync(string organisation, string account, string invoice, CancellationToken cancellation);

    Task<RefundPartFacts?> FindRefundPartAsync(
        string organisation, string account, string refund, string part, CancellationToken cancellation);
}

/// <param name="ActivationToken">Proves to us that its bearer reads the owner's mail; for the owner's eyes only.</param>
internal sealed record AccountContact(string Name, string Email, string Language, bool IsActivated, string ActivationToken);

/// <param name="Number">Null before it has taken one.</param>
internal sealed record InvoiceFacts(string? Number, Money Total, Money Cancelled);

/// <param name="GivenAs">The credit note that gave a failed part back, where one was made.</param>
internal sealed record RefundPartFacts(Money Amount, string? FailureCode, string? Reference, string? BankReference, string? GivenAs);

/// <param name="Payers">Who pays the instalments that it asks for; empty for a payment on its own.</param>
/// <param name="IsOfSubscription">It asks for a month of a subscription.</param>
internal sealed record PaymentFacts(
    string Method,
    Money Amount,
    DateOnly ReceivedOn,
    IReadOnlyList<PaymentAttempt> FailedAttempts,
    IReadOnlyList<PaymentReturn> Returns,
    IReadOnlyList<Dispute> Disputes,
    IReadOnlyList<InstalmentPayer> Payers,
    bool IsOfSubscription)
{
    /// <summary>Of a plan or a subscription: it was asked for by itself, on its day.</summary>
    public bool IsPlanned => Payers.Count > 0;

    public string? DeclineCodeOf(string attempt) => FailedAttempts.FirstOrDefault(known => known.Id == attempt)?.DeclineCode;
}

/// <summary>Who pays an instalment: his receipts and notices are his own (BIL-14).</summary>
/// <param name="Email">Null where they go to the owner.</param>
/// <param name="Amount">His part of the payment.</param>
internal sealed record InstalmentPayer(string? Name, string? Email, string? Language, Money Amount);

internal sealed class AccountContacts(AggregateStore<Account> accounts, JournalReader journal, ActivationToken tokens) : IAccountContacts
{
    public async Task<AccountContact?> FindAsync(string organisation, string account, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation);
        return found.Head is { } head
            ? new AccountContact(
                head.Owner.Name,
                head.Owner.Email,
                head.Owner.Language,
                head.ActivatedAt is not null,
                tokens.For(organisation, account, head.Owner.Email))
            : null;
    }

    public Task<bool> IsErasedAsync(string organisation, string account, CancellationToken cancellation) =>
        accounts.IsErasedAsync(organisation, account, cancellation);

    public Task<IReadOnlySet<string>> FindNamesAsync(string organisation, string account, CancellationToken cancellation) =>
        journal.EveryAsync<Account>(
            organisation, account, Account.OwnerPath, found => [found.Head!.Owner.Name, found.Head.Owner.Email], cancellation);

    public async Task<PaymentFacts?> FindPaymentAsync(string organisation, string account, string payment, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation, [Account.PaymentRow(payment)]);
        if (!found.Payments.TryGetValue(payment, out var known))
            return null;
        var plans = InstalmentPayments.PlansOf(known);
        if (plans.Count > 0)
            found = await accounts.ReadAsync(organisation, account, cancellation, [.. plans.Select(Account.PlanRow)]);
        return new PaymentFacts(
            known.Method,
            known.Amount,
            known.ReceivedOn,
            known.Online?.Attempts ?? [],
            known.Online?.Returns ?? [],
            known.Online?.Disputes ?? [],
            PayersOf(known.Instalments ?? [], found),
            plans.Any(plan => found.Plans[plan].Subscription is not null));
    }

    public async Task<InvoiceFacts?> FindInvoiceAsync(string organisation, string account, string invoice, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation, [Account.InvoiceRow(invoice)]);
        return found.Invoices.TryGetValue(invoice, out var known)
            ? new InvoiceFacts(known.Number, known.Total, known.CancelledTotal)
            : null;
    }

    public async Task<RefundPartFacts?> FindRefundPartAsync(
        string organisation, string account, string refund, string part, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation, [Account.RefundRow(refund)]);
        return found.Refunds.GetValueOrDefault(refund)?.Find(part) is { } known
            ? new RefundPartFacts(known.Amount, known.FailureCode, known.Reference, known.BankReference, known.GivenAs)
            : null;
    }

    private static IReadOnlyList<InstalmentPayer> PayersOf(IReadOnlyList<InstalmentKey> instalments, Account found) =>
        [
            .. instalments
                .Select(key => (Plan: found.Plans[key.Plan], Instalment: found.Plans[key.Plan].Find(key.Instalment)!))
                .GroupBy(item => item.Plan.PayerOf(item.Instalment).Email)
                .Select(group => new InstalmentPayer(
                    group.First().Plan.PayerOf(group.First().Instalment).Name,
                    group.Key,
                    group.First().Plan.PayerOf(group.First().Instalment).Language,
                    group.Select(item => item.Instalment.ToAsk).Aggregate((sum, amount) => sum + amount))),
        ];
}
