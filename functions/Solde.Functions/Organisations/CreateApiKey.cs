using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>A new key with a name, scopes and perhaps an end (COM-08).</summary>
internal static class CreateApiKey
{
    public sealed record Request(string? Name, IReadOnlyList<string>? Scopes, DateTimeOffset? EndsAt = null);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Organisation> organisations, OrganisationDirectory directory, TimeProvider clock)
    {
        var errors = new FieldErrors();
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.Items("scopes", request.Scopes, 1, Scopes.All.Count);
        for (var i = 0; i < request.Scopes?.Count; i++)
            errors.OneOf($"scopes[{i}]", request.Scopes[i], Scopes.All);
        if (errors.Any)
            return errors.ToRefusal();

        var text = ApiKeyText.New(command.Organisation);
        var key = new ApiKey(
            text.KeyId,
            request.Name!,
            ApiKeyText.HashOf(text.Secret),
            [.. request.Scopes!.Distinct()],
            clock.GetUtcNow(),
            request.EndsAt,
            null);
        var answer = await organisations.ChangeAsync(command.Organisation, command, organisation => new Decision<Organisation>.Changed(
            organisation.With(key),
            new JournalNote("ApiKeyCreated"),
            Answer.CreatedOnce(
                ApiKeyView.Of(key, text.ToString()),
                ApiKeyView.Of(key),
                OrganisationsJson.Default.ApiKeyView,
                "/api/v1/organisations/current/api-keys"),
            []));
        directory.Forget(command.Organisation);
        return answer;
    }
}
