using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>What held on a date: one answer for every rule and any date, also as it was known on an earlier day (DEB-15).</summary>
internal static class ReadRules
{
    public static async Task<Answer> Handle(
        string group, string quota, DateOnly? on, DateTimeOffset? knownAt, Command command, RuleDesk desk)
    {
        var errors = new FieldErrors();
        errors.Day("on", on);
        if (errors.Any)
            return errors.ToRefusal();
        if (await desk.FindAsync(group, quota, command) is not { } found)
            return CommonRefusals.NotFound;
        var day = on ?? found.Here.Today;
        var answers = RuleKinds.All.SelectMany(kind => RuleAnswer.Of(found.Quota, kind, day, knownAt));
        return Answer.Ok(
            new RulesOnDay(day, knownAt ?? found.Here.Now, [.. answers]), DebitsJson.Default.RulesOnDay, found.Quota.ETag);
    }
}
