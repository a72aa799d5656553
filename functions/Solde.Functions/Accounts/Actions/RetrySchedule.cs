using Solde.Functions.Failures;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>When a failed payment is tried again (PAY-06): so many days after it failed, at one hour of the day.</summary>
internal sealed record RetrySchedule(IReadOnlyList<int> Days, int Hour, BusinessCalendar Calendar)
{
    public static RetrySchedule Of(OrganisationProfile profile) =>
        new(profile.Settings.Retries?.Days ?? [], profile.Settings.Retries?.Hour ?? 0, profile.Calendar);

    /// <summary>The first try of the schedule after an instant; null where there is none, or where it must not be made.</summary>
    public DateTimeOffset? Next(string method, string code, InstalmentFailures failures, DateTimeOffset after)
    {
        if (failures.Since is not { } since || FailureCodes.Of(method, code).Class.Action != FailureActions.Retry)
            return null;
        var failedOn = Calendar.Today(since);
        foreach (var days in Days)
        {
            var on = failedOn.AddDays(days);
            var at = Calendar.At(PaymentMethods.IsBankDebit(method) ? Calendar.BankDay(on) : on, new TimeOnly(Hour, 0));
            if (at > after)
                return NetworkLimits.Allow(method, failures, at) ? at : null;
        }
        return null;
    }
}
