using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Organisations;

internal static class ListApiKeys
{
    public static async Task<Answer> Handle(string? cursor, int? limit, Command command, AggregateStore<Organisation> organisations)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var organisation = await organisations.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        var keys = organisation.ApiKeys.Values.Select(key => ApiKeyView.Of(key));
        return Cursor.Answer(Cursor.Page(keys, key => key.Id, after, size), OrganisationsJson.Default.PageApiKeyView);
    }
}
