using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Failures;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Debits;

/// <summary>What became of a charge's invoice comes back to the charge: it stands as the invoice stands, however often and late it is told.</summary>
internal static class FollowAccountCharges
{
    private const int MaxAttempts = 10;

    public static async Task HandleAsync(InvoicesFollowed message, MessageContext context)
    {
        var organisations = context.Services.GetRequiredService<IOrganisationDirectory>();
        var profile = (await organisations.FindAsync(message.Organisation, context.CancellationToken))!.Profile!;
        var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var invoice in message.Invoices)
            await FollowAsync(message, invoice, profile.Calendar.Today(now), now, context);
    }

    /// <summary>The charge as its invoice has it; the same object where that is no news.</summary>
    internal static Charge Follow(Charge charge, int number, ChargeCourse course, string invoice, DateOnly today, DateTimeOffset now)
    {
        if (charge.Tries.FirstOrDefault(one => one.Number == number) is not { } known)
            return charge;
        var outcome = OutcomeOf(known, course, invoice, today, now);
        if (IsSame(known.Outcome, outcome))
            return charge;
        var after = charge.With(known with { Outcome = outcome });
        var zero = Money.Zero(charge.Amount.Currency);
        var paid = after.Tries.Aggregate(zero, (sum, one) => one.Outcome is { } told ? sum + told.Amount : sum);
        return after with
        {
            Paid = paid,
            State = paid >= charge.Amount ? ChargeStates.Paid
                : paid.IsPositive ? ChargeStates.PaidInPart
                : outcome?.Outcome switch
                {
                    ReturnOutcomes.Failed => ChargeStates.Failed,
                    ReturnOutcomes.Cancelled => ChargeStates.Cancelled,
                    _ => ChargeStates.Open,
                },
        };
    }

    /// <summary>The charge is read before its account: whoever writes it with an older account loses to who wrote it with a newer one.</summary>
    private static async Task FollowAsync(
        InvoicesFollowed message, FollowedInvoice told, DateOnly today, DateTimeOffset now, MessageContext context)
    {
        var (charges, accounts) = (
            context.Services.GetRequiredService<ChargeStore>(), context.Services.GetRequiredService<IAccountCharges>());
        var (key, cancellation) = (ChargeKey.Parse(told.Key), context.CancellationToken);
        var note = new ChargeNote("message InvoicesFollowed", "ChargeFollowed", $"{message.Account}/{told.Invoice}");
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var charge = await charges.FindAsync(message.Organisation, key.Month, key.Group, key.Quota, cancellation);
            var course = await accounts.FollowAsync(message.Organisation, message.Account, told.Invoice, cancellation);
            if (charge is null or { ErasedBy: not null } || course is null)
                return;
            var after = Follow(charge, key.Try, course, told.Invoice, today, now);
            if (ReferenceEquals(after, charge) || await charges.ChangeAsync(message.Organisation, [after], note, [], cancellation))
                return;
        }
        throw new AggregateBusyException();
    }

    private static TryOutcome? OutcomeOf(ChargeTry one, ChargeCourse course, string invoice, DateOnly today, DateTimeOffset now)
    {
        if (course.IsCancelled)
            return new TryOutcome(ReturnOutcomes.Cancelled, "", null, Money.Zero(one.Amount.Currency), today, invoice, now);
        if (course.Paid.IsPositive)
        {
            var outcome = course.Paid >= one.Amount ? ReturnOutcomes.Paid : ReturnOutcomes.PaidInPart;
            return new TryOutcome(outcome, "", null, course.Paid, course.PaidOn ?? today, invoice, now);
        }
        return course.Failure is { } failure
            ? new TryOutcome(
                ReturnOutcomes.Failed,
                failure.Code,
                FailureCodes.Of(failure.Method, failure.Code).Class.Name,
                course.Paid,
                DateOnly.FromDateTime(failure.At.UtcDateTime),
                failure.Payment ?? invoice,
                now)
            : null;
    }

    /// <summary>When it was heard of is no news.</summary>
    private static bool IsSame(TryOutcome? known, TryOutcome? told) => known is null || told is null
        ? known is null && told is null
        : (known.Outcome, known.Code, known.Amount, known.Source) == (told.Outcome, told.Code, told.Amount, told.Source);
}
