using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>The two balances and why they differ (BIL-20), from the open rows and the kept totals alone.</summary>
internal static class Balance
{
    public static BalanceView Of(Account account)
    {
        var head = account.Head!;
        var currency = head.Currency;
        var current = new Money(head.Totals.Balance, currency);
        UnderWayItem[] underWay =
        [
            .. account.Payments.Values
                .Where(payment => PaymentStates.IsPending(payment.State))
                // Its fee is invoiced when it arrives, and so changes nothing.
                .Select(payment => new UnderWayItem("payment", payment.Id, payment.Method, payment.State, -payment.BeforeFee)),
            .. account.Refunds.Values
                .SelectMany(refund => refund.Parts.Where(part => part.IsUnderWay), (refund, part) => new UnderWayItem(
                    "refund", refund.Id, part.Method, part.State, part.Amount)),
            // Their invoices are in the current balance already. A month of a subscription that is still to come is in
            // neither: its invoice and its payment are made together.
            .. PlanRoom.Expected(account).Select(expected => new UnderWayItem(
                "instalment",
                $"{expected.Plan.Id}/{expected.Instalment.Id}",
                expected.Instalment.Method,
                expected.Instalment.State,
                -expected.Amount)),
        ];
        var totals = head.Totals;
        return new BalanceView(
            current,
            underWay.Aggregate(current, (sum, item) => sum + item.Effect),
            underWay,
            account.Payments.Values.Aggregate(Money.Zero(currency), (sum, payment) => sum + payment.Unapplied),
            account.Credits.Values.Aggregate(Money.Zero(currency), (sum, credit) => sum + credit.Left),
            RefundDraft.TotalOf(account),
            new BalanceParts(
                new Money(totals.Invoiced, currency),
                new Money(totals.Cancelled, currency),
                new Money(totals.Paid, currency),
                new Money(totals.Credited, currency),
                new Money(totals.Refunded, currency)));
    }

    /// <summary>Of payments and credits together.</summary>
    public static Money Unapplied(Account account) => account.Payments.Values.Cast<IFunds>().Concat(account.Credits.Values)
        .Aggregate(Money.Zero(account.Head!.Currency), (sum, funds) => sum + funds.Unapplied);
}
