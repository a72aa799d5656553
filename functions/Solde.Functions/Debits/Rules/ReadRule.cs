using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>One rule of a quota: what holds today, and its periods.</summary>
internal static class ReadRule
{
    public static async Task<Answer> Handle(string group, string quota, string rule, Command command, RuleDesk desk)
    {
        if (RuleKinds.Find(rule) is not { } kind || await desk.FindAsync(group, quota, command) is not { } found)
            return CommonRefusals.NotFound;
        return Answer.Ok(RuleView.Of(found.Quota, kind, found.Here.Today), DebitsJson.Default.RuleView, found.Quota.ETag);
    }
}
