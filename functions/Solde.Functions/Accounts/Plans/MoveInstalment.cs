using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Moves an instalment to another date or another way to pay. One that failed is scheduled again by it.</summary>
internal static class MoveInstalment
{
    /// <param name="DueOn">Where it goes; the date that it has unless given.</param>
    /// <param name="PaymentMethod">A saved method, or <paramref name="Method"/> an offline one; what it has unless given.</param>
    public sealed record Request(DateOnly? DueOn = null, string? PaymentMethod = null, string? Method = null, string? Reason = null);

    public static async Task<Answer> Handle(
        string account,
        string plan,
        string instalment,
        Request request,
        Command command,
        AggregateStore<Account> accounts,
        IOrganisationDirectory organisations,
        ISavedMethods saved,
        TimeProvider clock)
    {
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var errors = Check(request, profile.Calendar.Today(clock.GetUtcNow()));
        if (errors.Any)
            return await accounts.RefusedAsync(account, command, errors.ToRefusal());
        PayingBy? way = null;
        if (request.PaymentMethod is not null || request.Method is not null)
        {
            (way, var refusal) = await PayingBy.FindAsync(account, request.PaymentMethod, request.Method, profile, saved, command);
            if (refusal is not null)
                return await accounts.RefusedAsync(account, command, refusal);
        }
        var to = new Move(new InstalmentKey(plan, instalment), request.DueOn, way, request.Reason);
        return await accounts.ChangeAsync(account, command, current => Decide(current, to, command.Organisation));
    }

    internal sealed record Move(InstalmentKey Instalment, DateOnly? DueOn, PayingBy? Way, string? Reason);

    internal static Decision<Account> Decide(Account account, Move move, string organisation)
    {
        if (!account.Exists)
            return CommonRefusals.NotFound;
        if (account.NotYetRead(plans: [move.Instalment.Plan]) is { Count: > 0 } unread)
            return new Decision<Account>.NeedsRows(unread);
        if (!account.Plans.TryGetValue(move.Instalment.Plan, out var plan) || plan.Find(move.Instalment.Instalment) is not { } instalment)
            return CommonRefusals.NotFound;
        if (plan.CancelledBecause is not null || instalment.State is not (InstalmentStates.Scheduled or InstalmentStates.Failed))
            return PlanRefusals.NotOpen.With(instalment.State);

        var moved = instalment.Waiting() with
        {
            DueOn = move.DueOn ?? instalment.DueOn,
            Method = move.Way?.Method ?? instalment.Method,
            PaymentMethod = move.Way is null ? instalment.PaymentMethod : move.Way.PaymentMethod,
            Payment = null,
            FailureCode = null,
            Failures = move.Way is null ? instalment.Failures?.Over() : null,
        };
        var after = plan.With(moved);
        return new Decision<Account>.Changed(
            account.With(after),
            new JournalNote("InstalmentMoved", move.Reason, Corrects: plan.Id),
            Answer.Ok(PlanView.Of(after), AccountsJson.Default.PlanView),
            [UpcomingChanged.Announce(organisation, account.Id, plan.Id)]);
    }

    private static FieldErrors Check(Request request, DateOnly today)
    {
        var errors = new FieldErrors();
        if (request.DueOn < today)
            errors.Add("dueOn", PlanCheck.InPast);
        else if (request.DueOn > today.AddYears(10))
            errors.Add("dueOn", IssueInvoice.TooFar);
        if (request.DueOn is null || request.PaymentMethod is not null || request.Method is not null)
            PayingBy.Check("", request.PaymentMethod, request.Method, errors);
        errors.Text("reason", request.Reason, FieldErrors.NoteLength, needed: false);
        return errors;
    }
}
