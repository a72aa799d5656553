using System.Globalization;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>All that was ever said of one rule of a quota: what, why, by whom and since when, oldest or newest first.</summary>
internal static class ListRuleHistory
{
    public static async Task<Answer> Handle(
        string group, string quota, string rule, string? order, string? cursor, int? limit, Command command, QuotaStore quotas)
    {
        var errors = new FieldErrors();
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (RuleKinds.Find(rule) is not { } kind
            || await quotas.FindAsync(command.Organisation, group, quota, command.CancellationToken) is not { } found)
            return CommonRefusals.NotFound;
        var entries = found.Rules.Where(entry => entry.Kind == kind.Name);
        var page = Cursor.Page(
            entries, entry => entry.Number.ToString("D6", CultureInfo.InvariantCulture), list.After, list.Limit, list.NewestFirst);
        return Cursor.Answer(page, DebitsJson.Default.PageRuleEntry);
    }
}
