using Solde.Functions.Ledger;

namespace Solde.Functions.Accounts;

/// <summary>Why a balance is what it is (BIL-30): what it is made of, and what a person should know of it in sentences.</summary>
/// <param name="On">The account as it was known at the end of this day.</param>
/// <param name="Lines">What was charged: open lines first, oldest due first, then the newest settled ones.</param>
/// <param name="MoreLines">So many lines are not shown.</param>
/// <param name="Funds">Payments and credits: those that still hold something first, then the newest.</param>
/// <param name="MoreFunds">So many are not shown.</param>
internal sealed record BalanceExplanation(
    DateOnly On,
    BalanceView Balance,
    IReadOnlyList<BalanceReason> Reasons,
    IReadOnlyList<ExplainedLine> Lines,
    int MoreLines,
    IReadOnlyList<ExplainedFunds> Funds,
    int MoreFunds)
{
    private const int MaxShown = 200;

    public static BalanceExplanation Of(Account account, DateOnly on, string language)
    {
        var paid = account.Payments.Values.Cast<IFunds>().Concat(account.Credits.Values)
            .SelectMany(funds => funds.Allocations, (funds, allocation) => (Funds: funds.Id, Allocation: allocation))
            .Select(item => (item.Funds, item.Allocation, IsProvisional: false))
            .Concat(account.Payments.Values.SelectMany(
                payment => payment.Provisional ?? [], (payment, allocation) => (Funds: payment.Id, Allocation: allocation, IsProvisional: true)))
            .ToLookup(
                item => (item.Allocation.Invoice, item.Allocation.Line),
                item => new ExplainedAllocation(item.Funds, item.Allocation.Amount, item.IsProvisional));
        var lines = account.Invoices.Values
            .SelectMany(invoice => invoice.Lines, (invoice, line) => (Invoice: invoice, Line: line))
            .OrderByDescending(item => item.Line.Left.IsPositive)
            .ThenBy(item => item.Line.Left.IsPositive ? item.Invoice.DueDates[0].DayNumber : -item.Invoice.DueDates[0].DayNumber)
            .ThenBy(item => item.Invoice.Id, StringComparer.Ordinal)
            .ToArray();
        var funds = account.Payments.Values.Select(ExplainedFunds.Of).Concat(account.Credits.Values.Select(ExplainedFunds.Of))
            .OrderByDescending(item => !item.Unapplied.IsZero || !item.Held.IsZero)
            .ThenByDescending(item => item.On)
            .ThenBy(item => item.Id, StringComparer.Ordinal)
            .ToArray();
        var balance = Accounts.Balance.Of(account);
        return new BalanceExplanation(
            on,
            balance,
            [.. BalanceReasons.Of(account, balance).Select(reason => reason.In(language))],
            [.. lines.Take(MaxShown).Select(item => ExplainedLine.Of(item.Invoice, item.Line, [.. paid[(item.Invoice.Id, item.Line.Id)]]))],
            Math.Max(0, lines.Length - MaxShown),
            [.. funds.Take(MaxShown)],
            Math.Max(0, funds.Length - MaxShown));
    }
}

/// <param name="Code">Stable, see <see cref="BalanceReasons"/>.</param>
/// <param name="Amount">What it is about; null where it is about no amount.</param>
/// <param name="WhatToDo">Null where there is nothing to do.</param>
internal sealed record BalanceReason(string Code, Money? Amount, string Why, string? WhatToDo);

/// <param name="Component">Fee, interest or principal.</param>
/// <param name="Credited">Of what paid it, what was given back as a credit.</param>
/// <param name="PaidBy">The payments and credits that lie on it.</param>
internal sealed record ExplainedLine(
    string Invoice,
    string? Number,
    string Line,
    string Description,
    string Component,
    DateOnly DueOn,
    Money Total,
    Money Cancelled,
    Money Credited,
    Money Left,
    IReadOnlyList<ExplainedAllocation> PaidBy)
{
    public static ExplainedLine Of(Invoice invoice, InvoiceLine line, IReadOnlyList<ExplainedAllocation> paidBy) => new(
        invoice.Id,
        invoice.Number,
        line.Id,
        line.Description,
        line.Component,
        invoice.DueDates[0],
        line.Total,
        line.Cancelled,
        line.Credited,
        line.Left,
        paidBy);
}

/// <param name="From">The payment or credit.</param>
/// <param name="IsProvisional">It may still fail: what it covers is owed until it has arrived (BIL-29).</param>
internal sealed record ExplainedAllocation(string From, Money Amount, bool IsProvisional);

/// <param name="Kind">A payment's method, or what kind of credit note it is.</param>
/// <param name="State">Of a payment; null for a credit.</param>
/// <param name="Counted">What the balance counts of it: nothing of a payment that has not arrived or was taken back.</param>
/// <param name="Held">What refunds under way hold.</param>
/// <param name="Unapplied">What pays nothing yet.</param>
internal sealed record ExplainedFunds(
    string Id,
    string Kind,
    string? State,
    DateOnly On,
    Money Amount,
    Money Counted,
    Money Allocated,
    Money Refunded,
    Money Held,
    Money Unapplied)
{
    public static ExplainedFunds Of(Payment payment) => new(
        payment.Id,
        payment.Method,
        payment.State,
        payment.ReceivedOn,
        payment.Amount,
        payment.MoneyIn,
        payment.Allocated,
        payment.Refunded,
        payment.Reserved,
        payment.Unapplied);

    public static ExplainedFunds Of(Credit credit) => new(
        credit.Id,
        credit.Kind,
        null,
        credit.IssuedOn,
        credit.Amount,
        credit.Value,
        credit.Allocated,
        credit.Refunded,
        credit.Reserved,
        credit.Left);
}
