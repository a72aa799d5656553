using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>Adds a person who is told of what concerns him, or changes what he is told (PAY-08).</summary>
internal static class PutAdministrator
{
    /// <param name="Emails">Kinds of notices that he gets by e-mail.</param>
    /// <param name="NotShown">Kinds that he does not want in the notification centre; he sees all unless given.</param>
    public sealed record Request(
        string? Name,
        string? Email,
        string? Language,
        IReadOnlyList<string>? Permissions,
        IReadOnlyList<string>? Emails,
        IReadOnlyList<string>? NotShown = null);

    public static async Task<Answer> Handle(
        string administrator, Request request, Command command, AggregateStore<Organisation> organisations, OrganisationDirectory directory)
    {
        var errors = new FieldErrors();
        errors.Id("administrator", administrator);
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Email("email", request.Email);
        errors.OneOf("language", request.Language, Language.All);
        errors.Items("permissions", request.Permissions, 0, Scopes.All.Count);
        for (var i = 0; i < request.Permissions?.Count; i++)
            errors.OneOf($"permissions[{i}]", request.Permissions[i], Scopes.All);
        errors.Items("emails", request.Emails, 0, NoticeKinds.OfAdministrators.Count);
        for (var i = 0; i < request.Emails?.Count; i++)
            errors.OneOf($"emails[{i}]", request.Emails[i], NoticeKinds.OfAdministrators);
        if (request.NotShown is not null)
            errors.Items("notShown", request.NotShown, 0, NoticeKinds.OfAdministrators.Count);
        for (var i = 0; i < request.NotShown?.Count; i++)
            errors.OneOf($"notShown[{i}]", request.NotShown[i], NoticeKinds.OfAdministrators);
        if (errors.Any)
            return errors.ToRefusal();

        var person = new Administrator(
            administrator, request.Name!, request.Email!, request.Language!, request.Permissions!, request.Emails!, request.NotShown);
        var answer = await organisations.ChangeAsync(command.Organisation, command, organisation => new Decision<Organisation>.Changed(
            organisation.With(person),
            new JournalNote("AdministratorChanged"),
            Answer.Ok(person, OrganisationsJson.Default.Administrator),
            []));
        directory.Forget(command.Organisation);
        return answer;
    }
}
