using Solde.Functions.Api;
using Solde.Functions.Failures;

namespace Solde.Functions.Accounts;

/// <summary>The payment action centre (PAY-05): what failed in the organisation and waits for somebody, by kind, class, account.</summary>
internal static class ListActions
{
    /// <summary>Open ones in the order of their failing, unless asked otherwise.</summary>
    public static async Task<Answer> Handle(
        string? kind,
        string? @class,
        string? account,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        ActionIndex index)
    {
        var errors = new FieldErrors();
        errors.OneOf("kind", kind, ActionKinds.All, needed: false);
        errors.OneOf("class", @class, [.. FailureClass.All.Select(known => known.Name)], needed: false);
        errors.Id("account", account, needed: false);
        errors.OneOf("state", state, ActionStates.Listed, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var filter = new ActionFilter(kind, @class, account, state ?? ActionStates.Open);
        var page = await index.PageAsync(command.Organisation, filter, list, command.CancellationToken);
        return Cursor.Answer(
            new Page<ActionView>([.. page.Items.Select(action => ActionView.Of(action, command.Language))], page.Next),
            AccountsJson.Default.PageActionView);
    }
}
