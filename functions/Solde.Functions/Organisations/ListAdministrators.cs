using Solde.Functions.Aggregates;
using Solde.Functions.Api;

namespace Solde.Functions.Organisations;

internal static class ListAdministrators
{
    public static async Task<Answer> Handle(string? cursor, int? limit, Command command, AggregateStore<Organisation> organisations)
    {
        var errors = new FieldErrors();
        var (after, size) = Cursor.Read(cursor, limit, errors);
        if (errors.Any)
            return errors.ToRefusal();
        var organisation = await organisations.ReadAsync(command.Organisation, command.Organisation, command.CancellationToken);
        var page = Cursor.Page(organisation.Administrators.Values, administrator => administrator.Id, after, size);
        return Cursor.Answer(page, OrganisationsJson.Default.PageAdministrator);
    }
}
