using System.Runtime.CompilerServices;
using System.Text.Json;
using Solde.Functions.Aggregates;
using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

internal sealed class OnlineMovements(JournalReader journal) : IOnlineMovements
{
    private static readonly string PaymentPrefix = Account.PaymentRow("");
    private static readonly string RefundPrefix = Account.RefundRow("");

    public async IAsyncEnumerable<OnlineMovement> BegunAsync(
        string organisation, DateTimeOffset from, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var (account, entry) in journal.BookedByAsync<Account>(organisation, from, before, cancellation))
        {
            foreach (var movement in entry.Changes.SelectMany(change => BegunBy(account, change)))
                yield return movement;
        }
    }

    /// <summary>A change of a whole document that was not there before is its first one.</summary>
    private static IEnumerable<OnlineMovement> BegunBy(string account, FieldChange change)
    {
        if (change is not { Before: null, After: { } made } || change.Path.AsSpan().IndexOfAny('.', '[') >= 0)
            return [];
        if (change.Path.StartsWith(PaymentPrefix, StringComparison.Ordinal))
        {
            var payment = made.Deserialize(AccountRows.Default.Payment)!;
            return payment.Online is null ? [] : [new OnlineMovement(account, payment.Id, null, null)];
        }
        if (!change.Path.StartsWith(RefundPrefix, StringComparison.Ordinal))
            return [];
        var refund = made.Deserialize(AccountRows.Default.Refund)!;
        return refund.Parts.Where(part => part.Intent is not null)
            .Select(part => new OnlineMovement(account, null, refund.Id, part.Id));
    }
}
