using Solde.Functions.Ledger;

namespace Solde.Functions.Payments;

/// <summary>A payout as the operator sees it, or what of it is one organisation's.</summary>
/// <param name="Amount">What goes to the bank: of an organisation's share, what its lines come to.</param>
/// <param name="LinesTotal">What the lines come to.</param>
/// <param name="Difference">The amount less that; null as long as the provider has not told all lines, and for a share, which is made of its lines.</param>
/// <param name="DifferingLines">Lines behind which nothing of ours was found, or another amount.</param>
/// <param name="AreLinesWhole">The provider has told all lines.</param>
internal sealed record PayoutView(
    string Id,
    string State,
    Money Amount,
    DateOnly ArrivesOn,
    DateTimeOffset CreatedAt,
    string? FailureCode,
    PayoutSumsView Sums,
    Money LinesTotal,
    Money? Difference,
    int Lines,
    int DifferingLines,
    bool AreLinesWhole,
    bool HasDifference)
{
    public static PayoutView OfWhole(string id, PayoutContent content) => Of(id, content, content.Whole, content.Amount, content.Difference);

    public static PayoutView OfShare(string id, PayoutContent content, PayoutShare share) =>
        Of(id, content, share, new Money(share.Sums.Total, content.Amount.Currency), null);

    private static PayoutView Of(string id, PayoutContent content, PayoutShare share, Money amount, Money? difference)
    {
        var currency = content.Amount.Currency;
        return new PayoutView(
            id,
            content.State,
            amount,
            content.ArrivesOn,
            content.CreatedAt,
            content.FailureCode,
            PayoutSumsView.Of(share.Sums, currency),
            new Money(share.Sums.Total, currency),
            difference,
            share.Lines,
            share.DifferingLines,
            content.AreLinesWhole,
            difference is { IsZero: false } || share.DifferingLines > 0);
    }
}

/// <summary>A payout in a list.</summary>
/// <param name="Amount">As in <see cref="PayoutView"/>.</param>
internal sealed record PayoutItem(
    string Id, string State, Money Amount, DateOnly ArrivesOn, DateTimeOffset CreatedAt, int Lines, bool HasDifference);

/// <summary>By kind, before fees; the fees are below zero.</summary>
internal sealed record PayoutSumsView(Money Charges, Money Refunds, Money Disputes, Money Fees, Money Other)
{
    public static PayoutSumsView Of(PayoutSums sums, string currency) => new(
        new Money(sums.Charges, currency),
        new Money(sums.Refunds, currency),
        new Money(sums.Disputes, currency),
        new Money(sums.Fees, currency),
        new Money(sums.Other, currency));
}

/// <param name="Net">The amount less the fee.</param>
internal sealed record PayoutLineView(
    string Id,
    string Kind,
    string Type,
    Money Amount,
    Money Fee,
    Money Net,
    DateTimeOffset At,
    string? Source,
    string? Organisation,
    string? Account,
    string? Payment,
    string? Refund,
    string? Part,
    Money? Recorded,
    string Match)
{
    public static PayoutLineView Of(PayoutLine line) => new(
        line.Id,
        line.Kind,
        line.Type,
        line.Amount,
        line.Fee,
        line.Amount - line.Fee,
        line.At,
        line.Source,
        line.Organisation == Payout.OfInstallation ? null : line.Organisation,
        line.Account,
        line.Payment,
        line.Refund,
        line.Part,
        line.Recorded,
        line.Match);
}
