using Solde.Functions.Accounts;
using Solde.Functions.Failures;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>When a failed debit is asked for again (DEB-22): by the organisation's schedule for failed payments, as its scheme allows.</summary>
/// <param name="Method">Whose limits count; the schedule alone where a scheme has none.</param>
internal sealed record DebitRetries(RetrySchedule Schedule, string Method, DateOnly Today)
{
    public static DebitRetries Of(OrganisationProfile profile, BankAgreement agreement, DateTimeOffset now) =>
        new(RetrySchedule.Of(profile), ReturnMeanings.CodesOf(agreement.Scheme), profile.Calendar.Today(now));

    /// <summary>The first day of the schedule that is still to come; null where none is, or where one more try is not allowed.</summary>
    /// <param name="charge">With what came of its tries.</param>
    public DateOnly? Next(Charge charge)
    {
        var failed = charge.Tries
            .Where(one => one.Channel == Channels.DirectDebit && one.Outcome?.Outcome is ReturnOutcomes.Failed or ReturnOutcomes.PaidInPart)
            .Select(one => one.Outcome!.On)
            .Order()
            .ToList();
        if (failed.Count == 0 || charge.Tries.Count >= ChargeLine.MaxTries)
            return null;
        var calendar = Schedule.Calendar;
        var failures = new InstalmentFailures([.. failed.Select(calendar.StartOf)], calendar.StartOf(failed[0]));
        foreach (var days in Schedule.Days)
        {
            var on = calendar.BankDay(failed[0].AddDays(days));
            if (on <= Today || on <= failed[^1])
                continue;
            // FEBRABAN sets no number: banks try as often as they are asked.
            var isAllowed = Method == FailureCodes.Febraban || NetworkLimits.Allow(Method, failures, calendar.StartOf(on));
            return isAllowed ? on : null;
        }
        return null;
    }
}
