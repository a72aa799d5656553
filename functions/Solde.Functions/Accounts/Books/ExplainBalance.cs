using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Organisations;

namespace Solde.Functions.Accounts;

/// <summary>Explains an account's balance on any day (BIL-30), from the journal alone: the account as it was known then.</summary>
internal static class ExplainBalance
{
    /// <param name="on">The end of this day; today unless given.</param>
    public static async Task<Answer> Handle(
        string account, DateOnly? on, Command command, JournalReader journal, IOrganisationDirectory organisations, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Day("on", on);
        if (errors.Any)
            return errors.ToRefusal();
        var calendar = (await organisations.FindAsync(command.Organisation, command.CancellationToken))!.Profile!.Calendar;
        var day = on ?? calendar.Today(clock.GetUtcNow());
        var known = await journal.StateAtAsync<Account>(
            command.Organisation, account, calendar.StartOf(day.AddDays(1)), command.CancellationToken);
        return known.Exists
            ? Answer.Ok(BalanceExplanation.Of(known, day, command.Language), AccountsJson.Default.BalanceExplanation)
            : CommonRefusals.NotFound;
    }
}
