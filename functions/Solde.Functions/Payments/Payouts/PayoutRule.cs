using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Payments.Stripe;

namespace Solde.Functions.Payments;

/// <summary>Writes down what was read of a payout. Readings may overtake each other, so its state only ever goes forward.</summary>
internal static class PayoutRule
{
    public static Decision<Payout> Decide(Payout payout, StripePayout told, IReadOnlyList<PayoutShare> shares)
    {
        var known = payout.Content;
        var state = known is null || PayoutStates.CanBecome(known.State, told.Status) ? told.Status : known.State;
        var read = new PayoutContent(
            state,
            new Money(told.Amount, told.Currency.ToUpperInvariant()),
            DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(told.ArrivalDate).UtcDateTime),
            DateTimeOffset.FromUnixTimeSeconds(told.Created),
            told.ReconciliationStatus == "completed" || known is { AreLinesWhole: true },
            state == PayoutStates.Failed ? told.FailureCode ?? known?.FailureCode : null,
            shares,
            known?.Revision ?? 0);
        if (read == known)
            return new Decision<Payout>.Unchanged(Answer.NoContent);
        return new Decision<Payout>.Changed(
            payout with { Content = read with { Revision = read.Revision + 1 } },
            new JournalNote(state == known?.State ? "PayoutRead" : ActionFor(state), read.FailureCode),
            Answer.NoContent,
            []);
    }

    private static string ActionFor(string state) => state switch
    {
        PayoutStates.Paid => "PayoutPaid",
        PayoutStates.Failed => "PayoutFailed",
        PayoutStates.Cancelled => "PayoutCancelled",
        _ => "PayoutBegun",
    };
}
