using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Debits;

/// <summary>Has a charge that failed, was paid in part or was taken back asked for again, with the retries of a day: for a person, whatever the code.</summary>
internal static class RetryCharge
{
    /// <param name="On">Today unless given: what is due on a day goes out with that day's run, or else with the next one's.</param>
    public sealed record Request(string? Reason, DateOnly? On = null);

    public static async Task<Answer> Handle(
        string group,
        string quota,
        string month,
        Request request,
        Command command,
        ChargeCommands charges,
        IOrganisationDirectory organisations,
        TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Reason(request.Reason);
        errors.Day("on", request.On);
        if (errors.Any)
            return errors.ToRefusal();
        var profile = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!;
        var today = profile.Calendar.Today(clock.GetUtcNow());
        return await charges.ChangeAsync(
            group, quota, month, command, "RetryAsked", request.Reason!, charge => Decide(charge, request.On ?? today, today));
    }

    internal static (Charge? After, Refusal? Refusal) Decide(Charge charge, DateOnly on, DateOnly today)
    {
        if (on < today)
            return (null, DebitRefusals.DayIsOver);
        // One that is under way would be asked for twice.
        var isUnderWay = charge.Newest.Outcome is null or { Outcome: ReturnOutcomes.Accepted or ReturnOutcomes.CancellationRefused };
        if (charge.Left.IsZero || (isUnderWay && charge.State != ChargeStates.Cancelled) || !Outlets.HasFiles(charge.Tries[0].Outlet))
            return (null, DebitRefusals.ChargeState.With(charge.State));
        return (charge with { RetryOn = on }, null);
    }
}
