using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

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
