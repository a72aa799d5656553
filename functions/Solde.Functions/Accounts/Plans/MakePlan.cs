using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>
/// Splits an amount into dated parts (BIL-13), between several payers where they share it (BIL-14). Nothing is charged
/// before its day, so it also serves a purchase that is not paid at the till, and cheques that carry later dates.
/// </summary>
internal static class MakePlan
{
    /// <param name="Invoices">What it pays; ahead of any invoice unless given.</param>
    /// <param name="Every">week or month; then <paramref name="Parts"/> says how many.</param>
    /// <param name="FirstOn">Today unless given.</param>
    /// <param name="Dates">Instead of an interval.</param>
    /// <param name="PaymentMethod">The id of a saved method of the account, where the owner pays alone.</param>
    /// <param name="Method">An offline method, such as cheques with later dates.</param>
    /// <param name="Payers">Those who share it, each with his own way to pay.</param>
    public sealed record Request(
        Money? Amount,
        IReadOnlyList<string>? Invoices = null,
        string? Every = null,
        int? Parts = null,
        DateOnly? FirstOn = null,
        IReadOnlyList<DateOnly>? Dates = null,
        string? PaymentMethod = null,
        string? Method = null,
        IReadOnlyList<RequestPayer>? Payers = null);

    /// <param name="Name">The owner unless given.</param>
    /// <param name="Email">Where his receipts and notices go; to the owner unless given.</param>
    /// <param name="Percent">Up to two decimals; all shares make 100.</param>
    public sealed record RequestPayer(
        string? Name = null,
        string? Email = null,
        string? Language = null,
        decimal? Percent = null,
        Money? Amount = null,
        string? PaymentMethod = null,
        string? Method = null);

    public static async Task<Answer> Handle(
        string account,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        ISavedMethods saved,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var now = clock.GetUtcNow();
        var today = profile.Calendar.Today(now);
        var errors = PlanCheck.Of(request, profile.Currency, today);
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        if (!(await accounts.ReadAsync(command.Organisation, account, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;

        var payers = PayersOf(request);
        var ways = new List<PayingBy>();
        foreach (var payer in payers)
        {
            var (found, refusal) = await PayingBy.FindAsync(account, payer.PaymentMethod, payer.Method, profile, saved, command);
            if (refusal is not null)
                return await accounts.RefusedAsync(account, command, refusal);
            ways.Add(found!);
        }

        var dates = request.Dates ?? PlanDates.Regular(request.FirstOn ?? today, request.Every!, request.Parts!.Value);
        if (Draft(IdempotencyKey.NewId("pln"), request.Amount!.Value, request.Invoices ?? [], payers, ways, dates, now) is not { } plan)
        {
            return await accounts.RefusedAsync(
                account, command, PlanRefusals.TooSmall.With(request.Amount.Value, dates.Count * payers.Count));
        }
        return await accounts.ChangeAsync(account, command, current => Decide(current, plan, command.Organisation));
    }

    /// <summary>Each payer's share in equal parts, numbered by date. Null where a part would come to nothing.</summary>
    internal static PaymentPlan? Draft(
        string id,
        Money amount,
        IReadOnlyList<string> invoices,
        IReadOnlyList<RequestPayer> payers,
        IReadOnlyList<PayingBy> ways,
        IReadOnlyList<DateOnly> dates,
        DateTimeOffset now)
    {
        var shares = PlanShares.Of(payers, amount);
        var parts = shares.Select(share => MoneySplit.Evenly(share, dates.Count)).ToArray();
        if (parts.Any(amounts => amounts.Any(part => !part.IsPositive)))
            return null;
        var instalments =
            from date in dates.Index()
            from payer in ways.Index()
            select new Instalment(
                "",
                (payer.Index + 1).ToString(),
                date.Item,
                parts[payer.Index][date.Index],
                Money.Zero(amount.Currency),
                payer.Item.Method,
                payer.Item.PaymentMethod,
                InstalmentStates.Scheduled);
        return new PaymentPlan(
            id,
            amount,
            invoices,
            now,
            [
                .. payers.Zip(shares).Select((item, index) => new PlanPayer(
                    (index + 1).ToString(), item.First.Name, item.First.Email, item.First.Language, item.Second)),
            ],
            [.. instalments.Select((instalment, index) => instalment with { Id = (index + 1).ToString() })]);
    }

    internal static Decision<Account> Decide(Account account, PaymentPlan plan, string organisation)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(plan.Invoices) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (plan.Invoices.FirstOrDefault(invoice => !account.Invoices.ContainsKey(invoice)) is { } unknown)
            return AccountRefusals.UnknownInvoice.With(unknown);
        if (plan.Invoices.Count > 0 && PlanRoom.Unplanned(account, plan.Invoices) is var unplanned && plan.Amount > unplanned)
            return PlanRefusals.BeyondInvoices.With(unplanned.IsPositive ? unplanned : Money.Zero(unplanned.Currency));
        return new Decision<Account>.Changed(
            account.With(plan),
            new JournalNote("PlanMade"),
            Answer.Created(PlanView.Of(plan), AccountsJson.Default.PlanView, $"/api/v1/accounts/{account.Id}/plans/{plan.Id}"),
            [UpcomingChanged.Announce(organisation, account.Id, plan.Id)]);
    }

    internal static IReadOnlyList<RequestPayer> PayersOf(Request request) =>
        request.Payers ?? [new RequestPayer(Percent: 100, PaymentMethod: request.PaymentMethod, Method: request.Method)];
}
