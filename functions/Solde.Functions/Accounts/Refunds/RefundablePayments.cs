using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>
/// Finds an account's newest payments until they hold enough: recent ones first, so that an account's age costs nothing
/// where its last payments suffice.
/// </summary>
internal sealed class RefundablePayments(AccountDocuments documents, AggregateStore<Account> accounts, TimeProvider clock)
{
    /// <summary>More in one refund would not fit in one transaction with the invoices that they pay.</summary>
    public const int MaxPayments = 20;

    private static readonly TimeSpan?[] Windows = [TimeSpan.FromDays(90), TimeSpan.FromDays(400), null];

    /// <param name="holds">What of a payment counts; zero for one that is not meant.</param>
    /// <returns>Ids, newest first; together they hold the amount, where the account does at all.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(
        string organisation, string account, Money amount, Func<Payment, Money> holds, CancellationToken cancellation)
    {
        foreach (var window in Windows)
        {
            var after = window is { } age ? FirstIdOf(clock.GetUtcNow() - age) : null;
            var payments = await documents.PaymentsAsync(organisation, account, after, cancellation)
                .Where(payment => holds(payment).IsPositive)
                .ToListAsync(cancellation);
            var shares = RefundShares.Over(RefundShares.NewestFirst(payments), amount, holds);
            if (window is null || RefundShares.Sum(shares, amount.Currency) == amount)
                return [.. shares.Select(share => share.Payment)];
        }
        return [];
    }

    public async Task<IEnumerable<Payment>> OfThemAsync(
        string organisation, string account, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var found = await accounts.ReadAsync(organisation, account, cancellation, [.. ids.Select(Account.PaymentRow)]);
        return ids.Where(found.Payments.ContainsKey).Select(id => found.Payments[id]);
    }

    /// <summary>Ids begin with the millisecond in which they were made.</summary>
    private static string FirstIdOf(DateTimeOffset at) => $"pay_{at.ToUnixTimeMilliseconds():x12}";
}
