using Solde.Functions.Accounts;

namespace Solde.Functions.Payments;

/// <summary>Holds both sides of one payment, or of one part of a refund, against each other. What only takes its time is no finding.</summary>
internal static class ComparisonRule
{
    /// <summary>The provider's newest word may still be on its way to us.</summary>
    private static readonly TimeSpan WordsArrive = TimeSpan.FromHours(1);

    /// <summary>What was asked for leaves its queue long before.</summary>
    private static readonly TimeSpan CallsAreMade = TimeSpan.FromDays(1);

    /// <summary>A call that was not answered is looked up for a good week, and then a person is told (PAY-14).</summary>
    private static readonly TimeSpan LookUpsEnd = TimeSpan.FromDays(9);

    /// <returns>One of <see cref="FindingKinds"/>; null where the sides agree, or may still come to.</returns>
    public static string? Of(OurSide? ours, TheirSide? theirs, DateTimeOffset now) => (ours, theirs) switch
    {
        (null, null) => null,
        (null, _) => FindingKinds.MissingHere,
        ({ } had, null) => MayBeMissing(had, now) ? null : FindingKinds.MissingThere,
        ({ } had, { } has) => Of(had, has, now - had.AskedAt),
    };

    private static string? Of(OurSide ours, TheirSide theirs, TimeSpan age)
    {
        // We know another one by that name: the provider has one more than we have.
        if (ours.ProvidersId is not null && ours.ProvidersId != theirs.Id)
            return FindingKinds.MissingHere;
        if (ours.Amount != theirs.Amount)
            return FindingKinds.AmountDiffers;
        if (Agree(ours.State, theirs.State))
            return null;
        return IsUnderWay(ours.State) && age < WordsArrive ? null : FindingKinds.StateDiffers;
    }

    private static bool Agree(string ours, string? theirs)
    {
        if (theirs is null)
            return IsUnderWay(ours) || ours == PaymentStates.Failed;
        // What the bank took back had arrived before, and the provider's object goes on saying so.
        return ours == theirs
            || (ours, theirs) is (PaymentStates.Returned, PaymentStates.Succeeded)
            || (IsUnderWay(ours) && IsUnderWay(theirs));
    }

    private static bool MayBeMissing(OurSide ours, DateTimeOffset now)
    {
        if (ours.ProvidersId is not null)
            return false;
        var age = now - ours.AskedAt;
        return ours.State switch
        {
            PaymentStates.Requested or RefundPartStates.Reserved => age < CallsAreMade,
            PaymentStates.Unknown => age < LookUpsEnd,
            // Refused before there was anything, or given up.
            PaymentStates.Failed or PaymentStates.Cancelled => true,
            _ => false,
        };
    }

    private static bool IsUnderWay(string state) => PaymentStates.IsPending(state) || RefundPartStates.IsUnderWay(state);
}
