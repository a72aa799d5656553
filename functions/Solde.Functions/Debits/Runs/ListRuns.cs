using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The organisation's runs, all or those of a month or a state (COM-09).</summary>
internal static class ListRuns
{
    public static async Task<Answer> Handle(
        string? month, string? state, string? order, string? cursor, int? limit, Command command, RunReader runs)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, RunStates.All, needed: false);
        errors.Text("month", month, FieldErrors.NameLength, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (list.After is not null && !Ids.IsValid(list.After))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        var found = runs.AllAsync(command.Organisation, list.ReadAfter, command.CancellationToken)
            .Where(run => month is null || run.Head!.Month == month)
            .Where(run => state is null || run.Head!.State == state);
        var page = await list.PageAsync(found.Select(ListedRun.Of), run => run.Id, command.CancellationToken);
        return Cursor.Answer(page, DebitsJson.Default.PageListedRun);
    }
}
