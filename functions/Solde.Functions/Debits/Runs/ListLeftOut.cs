using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The quotas that a run left out, with the reason, while it runs too (DEB-18).</summary>
internal static class ListLeftOut
{
    public static async Task<Answer> Handle(
        string run,
        string? reason,
        string? group,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        LeftOutQuotas leftOut,
        AggregateStore<DebitRun> runs)
    {
        var errors = new FieldErrors();
        errors.OneOf("reason", reason, [.. LeftOutReasons.All.Keys], needed: false);
        errors.Id("group", group, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        if (!(await runs.ReadAsync(command.Organisation, run, command.CancellationToken)).Exists)
            return CommonRefusals.NotFound;
        var found = leftOut.OfRunAsync(command.Organisation, run, list.ReadAfter, command.CancellationToken)
            .Where(left => reason is null || left.Reason == reason)
            .Where(left => group is null || left.Group == group);
        var page = await list.PageAsync(found, left => left.Key, command.CancellationToken);
        return Cursor.Answer(
            new Page<LeftOutView>([.. page.Items.Select(left => LeftOutView.Of(left, command.Language))], page.Next),
            DebitsJson.Default.PageLeftOutView);
    }
}
