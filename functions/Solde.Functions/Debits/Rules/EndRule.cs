using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>Ends a period of a rule with a day, or removes it whole; what it said before stays in the history.</summary>
internal static class EndRule
{
    /// <param name="lastDay">The last day that counts; without it the period is removed.</param>
    public static async Task<Answer> Handle(
        string group, string quota, string rule, string period, DateOnly? lastDay, string? reason, Command command, RuleDesk desk)
    {
        if (RuleKinds.Find(rule) is not { } kind || !int.TryParse(period, out var number))
            return CommonRefusals.NotFound;
        var errors = new FieldErrors();
        errors.Day("lastDay", lastDay);
        errors.Text("reason", reason, FieldErrors.NoteLength, needed: false);
        return await desk.ChangeAsync(
            group, quota, command, errors, (current, here) => RuleChange.End(current, kind, number, lastDay, reason, here));
    }
}
