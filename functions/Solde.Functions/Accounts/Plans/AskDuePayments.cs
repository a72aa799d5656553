using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;
using Solde.Platform.Hosting;

namespace Solde.Functions.Accounts;

/// <summary>
/// Asks for what falls due on one account: months of subscriptions first, since they make instalments, then one payment
/// a step, then what failed and is to be tried again. An instalment knows its payment from the same transaction on, so a message that comes twice finds nothing left.
/// </summary>
internal static class AskDuePayments
{
    /// <summary>More plans in one payment would leave no room for their invoices when it arrives.</summary>
    internal const int MaxPlans = 20;

    public static async Task HandleAsync(PaymentsDue message, MessageContext context)
    {
        var accounts = context.Services.GetRequiredService<AggregateStore<Account>>();
        var days = context.Services.GetRequiredService<DueDays>();
        var clock = context.Services.GetRequiredService<TimeProvider>();
        var organisation = await context.Services.GetRequiredService<IOrganisationDirectory>()
            .FindAsync(message.Organisation, context.CancellationToken);
        if (organisation?.Profile is not { } profile)
            return;

        // Read before the account is: a plan made meanwhile writes the day again, and then it is not removed here.
        var found = await days.FindAsync(message, context.CancellationToken);
        var command = Command.Of(message.Organisation, "message PaymentsDue", context);
        Account? latest = null;
        var isAnyLeft = true;
        while (isAnyLeft)
        {
            var due = new DueRun(
                IdempotencyKey.NewId("inv"),
                IdempotencyKey.NewId("pln"),
                IdempotencyKey.NewId("pay"),
                message.Organisation,
                profile,
                clock.GetUtcNow());
            await accounts.ChangeAsync(message.Account, command, current =>
            {
                var decision = Next(current, due);
                latest = decision is Decision<Account>.Changed changed ? changed.After : current;
                // Asked of the state that it leaves, so that an account of which one payment falls due is read once.
                isAnyLeft = decision is Decision<Account>.Changed && Next(latest, due) is Decision<Account>.Changed or Decision<Account>.NeedsRows;
                return decision;
            });
        }

        await days.PutNextAsync(message.Organisation, latest!, context.CancellationToken);
        await days.RemoveAsync(found, context.CancellationToken);
    }

    private static Decision<Account> Next(Account account, DueRun due) => BillSubscription.Decide(account, due) ?? Decide(account, due);

    /// <summary>
    /// The oldest instalment that is due, with all others that fall due on its day by the same card (BIL-12): dates begin
    /// at midnight, so within 24 hours is on the same date.
    /// </summary>
    internal static Decision<Account> Decide(Account account, DueRun due)
    {
        var today = due.Profile.Calendar.Today(due.Now);
        var waiting = account.Plans.Values
            .SelectMany(plan => plan.Instalments, (plan, instalment) => (plan.Id, Instalment: instalment))
            .Where(item => IsDue(item.Instalment, due.Profile.Calendar, today))
            .OrderBy(item => item.Instalment.DueOn)
            .ThenBy(item => item.Id, StringComparer.Ordinal)
            .ThenBy(item => int.Parse(item.Instalment.Id))
            .ToArray();
        if (waiting.Length == 0)
            return TryAgain.Decide(account, due);

        var first = waiting[0];
        var together = first.Instalment.Method == PaymentMethods.Card
            ? waiting.Where(item => IsWith(first.Instalment, item.Instalment))
            : [first];
        var plans = new HashSet<string>(StringComparer.Ordinal);
        var asked = new List<InstalmentKey>();
        var total = Money.Zero(account.Head!.Currency);
        var after = account;
        foreach (var (planId, instalment) in together)
        {
            if (!plans.Contains(planId) && plans.Count == MaxPlans)
                continue;
            plans.Add(planId);
            var plan = after.Plans[planId];
            var amount = PlanRoom.Ask(after, plan, instalment);
            var isAsked = amount.IsPositive;
            after = after.With(plan.With(instalment.Become(isAsked ? InstalmentStates.Asked : InstalmentStates.NotNeeded) with
            {
                NotNeeded = instalment.Amount - amount,
                Payment = isAsked ? due.Payment : null,
            }));
            total += amount;
            if (isAsked)
                asked.Add(new InstalmentKey(planId, instalment.Id));
        }

        var told = UpcomingChanged.Announce(due.Organisation, account.Id, [.. plans]);
        if (asked.Count == 0)
            return new Decision<Account>.Changed(after, new JournalNote("InstalmentsNotNeeded"), Answer.NoContent, [told]);
        var requested = Receivables.Decide(after, PaymentOf(after, asked, total, due), due.Organisation);
        return requested is Decision<Account>.Changed changed
            ? changed with { Announcements = [.. changed.Announcements, told] }
            : requested;
    }

    private static bool IsDue(Instalment instalment, BusinessCalendar calendar, DateOnly today) =>
        instalment.IsScheduled && instalment.IsOnline && instalment.AskOn(calendar) <= today;

    private static bool IsWith(Instalment first, Instalment other) =>
        other.PaymentMethod == first.PaymentMethod && other.DueOn == first.DueOn;

    /// <summary>One payment for instalments by one saved method.</summary>
    internal static Payment PaymentOf(Account account, IReadOnlyList<InstalmentKey> asked, Money total, DueRun due)
    {
        var first = account.Plans[asked[0].Plan].Find(asked[0].Instalment)!;
        var plans = asked.Select(key => account.Plans[key.Plan]).Distinct().ToArray();
        string?[] names =
        [
            .. asked.Select(key => (Plan: account.Plans[key.Plan], Instalment: account.Plans[key.Plan].Find(key.Instalment)!))
                .Select(item => item.Plan.PayerOf(item.Instalment).Name)
                .Distinct(),
        ];
        return new Payment(
            due.Payment,
            first.Method,
            total,
            PaymentStates.Requested,
            due.Profile.Calendar.Today(due.Now),
            due.Now,
            names.Length == 1 ? names[0] : null,
            null,
            [.. plans.SelectMany(plan => plan.Invoices).Distinct()],
            [],
            new OnlinePayment(first.PaymentMethod!, null, null, [], []),
            Instalments: asked);
    }
}

/// <summary>One step over what is due, with the ids that its documents get.</summary>
internal sealed record DueRun(
    string Invoice, string Plan, string Payment, string Organisation, OrganisationProfile Profile, DateTimeOffset Now);
