using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Applies a credit to an upcoming payment (BIL-15): it pays lines of the plan's invoices at once, and the instalment asks
/// only for the rest on its day, or is done where nothing is left.
/// </summary>
internal static class ApplyCredit
{
    /// <param name="Plan">The account's next instalment by date unless given.</param>
    /// <param name="Instalment">The plan's next one unless given.</param>
    public sealed record Request(string? Plan = null, string? Instalment = null);

    public sealed record View(CreditView Credit, PlanView Plan);

    public static async Task<Answer> Handle(
        string account,
        string credit,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Id("plan", request.Plan, needed: request.Instalment is not null);
        errors.Id("instalment", request.Instalment, needed: false);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var today = profile.Calendar.Today(clock.GetUtcNow());
        return await accounts.ChangeAsync(
            account, command, current => Decide(current, credit, request, command.Organisation, profile.Settings.AllocationOrder, today));
    }

    internal static Decision<Account> Decide(
        Account account, string creditId, Request request, string organisation, string order, DateOnly today)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(credits: [creditId], plans: request.Plan is { } named ? [named] : []) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Credits.TryGetValue(creditId, out var credit))
            return CommonRefusals.NotFound;
        if (!credit.Left.IsPositive)
            return CreditRefusals.NotEnough.With(credit.Left);
        var (meant, refusal) = Meant(account, request);
        if (refusal is not null)
            return refusal;

        var key = meant!;
        var plan = account.Plans[key.Plan];
        if (PlanRoom.Of(account, plan) is not { } room)
            return PlanRefusals.WithoutInvoices.With(plan.Id);
        var wanted = Money.Min(Money.Min(credit.Left, plan.Find(key.Instalment)!.ToAsk), room);
        var after = Applied(account, creditId, key, wanted, order, today);
        // Two payers may plan for more than is left: what the other one is going to pay is not this one's to cover.
        if (PlanRoom.TakenFromOthers(account, after, key) is { IsPositive: true } taken)
            after = Applied(account, creditId, key, wanted - taken, order, today);
        if (after.Credits[creditId].Left == credit.Left)
            return PlanRefusals.NothingToAsk.With($"{key.Plan}/{key.Instalment}");
        return new Decision<Account>.Changed(
            after,
            new JournalNote("CreditApplied", Corrects: key.Plan) { Postings = CreditUse.PostingsOf(account, after) },
            Answer.Ok(
                new View(CreditView.Of(after.Credits[creditId]), PlanView.Of(after.Plans[key.Plan])), AccountsJson.Default.ApplyCreditView),
            [UpcomingChanged.Announce(organisation, account.Id, key.Plan)]);
    }

    private static Account Applied(Account account, string credit, InstalmentKey key, Money amount, string order, DateOnly today)
    {
        var plan = account.Plans[key.Plan];
        var before = account.Credits[credit].Left;
        var lines = Reconciliation.LinesInOrder(account, order, today).Where(line => plan.Invoices.Contains(line.Invoice));
        foreach (var (invoice, line) in lines.Take(Reconciliation.MaxAllocations))
        {
            var left = amount - (before - account.Credits[credit].Left);
            if (!left.IsPositive)
                break;
            account = Reconciliation.Allocate(account, credit, invoice, line, left, key);
        }
        var paid = before - account.Credits[credit].Left;
        return paid.IsPositive ? InstalmentCredits.Cover(account, key, paid) : account;
    }

    /// <summary>The instalment that is named, or the next one that waits for its day.</summary>
    private static (InstalmentKey? Key, Refusal? Refusal) Meant(Account account, Request request)
    {
        if (request.Plan is { } named && !account.Plans.ContainsKey(named))
            return (null, PlanRefusals.Unknown.With(request.Instalment is { } part ? $"{named}/{part}" : named));
        if (request.Instalment is { } instalment)
        {
            var key = new InstalmentKey(request.Plan!, instalment);
            if (account.Plans[key.Plan].Find(instalment) is not { } found)
                return (null, PlanRefusals.Unknown.With($"{key.Plan}/{instalment}"));
            return found.IsScheduled ? (key, null) : (null, PlanRefusals.NotOpen.With(found.State));
        }
        var next = account.Plans.Values
            .Where(plan => request.Plan is null || plan.Id == request.Plan)
            .SelectMany(plan => plan.Instalments, (plan, part) => (Plan: plan.Id, Instalment: part))
            .Where(item => item.Instalment.IsScheduled)
            .OrderBy(item => item.Instalment.DueOn)
            .ThenBy(item => item.Plan, StringComparer.Ordinal)
            .ThenBy(item => int.Parse(item.Instalment.Id))
            .Select(item => new InstalmentKey(item.Plan, item.Instalment.Id))
            .FirstOrDefault();
        return next is null ? (null, PlanRefusals.NothingScheduled) : (next, null);
    }
}
