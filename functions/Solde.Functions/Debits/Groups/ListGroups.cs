using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The organisation's groups by id, all or those of a state, or with a text in their names (COM-09).</summary>
internal static class ListGroups
{
    public static async Task<Answer> Handle(
        string? state, string? text, string? order, string? cursor, int? limit, Command command, GroupReader groups)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, GroupStates.All, needed: false);
        errors.Text("text", text, FieldErrors.NameLength, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (list.After is not null && !Ids.IsValid(list.After))
            errors.Add("cursor", Cursor.NotOfThisList);
        if (errors.Any)
            return errors.ToRefusal();
        var found = groups.AllAsync(command.Organisation, list.ReadAfter, command.CancellationToken)
            .Where(group => state is null || group.Head!.State == state)
            .Where(group => text is null || NameOrder.KeyOf(group.Head!.Name).Contains(NameOrder.KeyOf(text), StringComparison.Ordinal));
        var page = await list.PageAsync(found.Select(ListedGroup.Of), group => group.Id, command.CancellationToken);
        return Cursor.Answer(page, DebitsJson.Default.PageListedGroup);
    }
}
