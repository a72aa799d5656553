using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Debits;

/// <summary>The files that came under an agreement, in the order in which they first came: all, or those of a state.</summary>
internal static class ListReturns
{
    public static async Task<Answer> Handle(
        string agreement,
        string? state,
        string? order,
        string? cursor,
        int? limit,
        Command command,
        AggregateStore<ReturnRegister> registers,
        AggregateStore<DebitSettings> settings)
    {
        var errors = new FieldErrors();
        errors.OneOf("state", state, ReturnStates.All, needed: false);
        var list = ListOrder.Read(order, cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        // A file a day: what is there fits into memory for longer than anybody looks back.
        var register = await registers.ReadWholeAsync(
            command.Organisation, agreement, [ReturnRegister.FilePrefix], command.CancellationToken);
        if (!register.Exists)
        {
            var terms = await settings.ReadAsync(command.Organisation, DebitSettings.Id, command.CancellationToken);
            if (terms.Current.Agreement(agreement) is null)
                return CommonRefusals.NotFound;
        }
        var files = register.Files.Values
            .Where(file => state is null || file.State == state)
            .Select(file => ReturnView.Of(agreement, file, command.Language));
        return Cursor.Answer(
            Cursor.Page(files, file => file.Id, list.After, list.Limit, list.NewestFirst), DebitsJson.Default.PageReturnView);
    }
}
