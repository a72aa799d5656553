using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

internal sealed record OrganisationView(
    string Id, string Name, string Currency, string TimeZone, string Language, OrganisationSettings Settings)
{
    public static OrganisationView Of(Organisation organisation)
    {
        var profile = organisation.Profile!;
        return new(organisation.Id, profile.Name, profile.Currency, profile.TimeZone, profile.Language, profile.Settings);
    }
}

/// <param name="Key">The whole key, shown in the answer to its making and never again.</param>
internal sealed record ApiKeyView(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset? RevokedAt,
    string? Key)
{
    public static ApiKeyView Of(ApiKey key, string? shownOnce = null) =>
        new(key.Id, key.Name, key.Scopes, key.CreatedAt, key.EndsAt, key.RevokedAt, shownOnce);
}

internal sealed record NewOrganisationView(OrganisationView Organisation, ApiKeyView ApiKey);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateOrganisation.Request), TypeInfoPropertyName = "CreateOrganisationRequest")]
[JsonSerializable(typeof(ChangeSettings.Request), TypeInfoPropertyName = "ChangeSettingsRequest")]
[JsonSerializable(typeof(CreateApiKey.Request), TypeInfoPropertyName = "CreateApiKeyRequest")]
[JsonSerializable(typeof(PutAdministrator.Request), TypeInfoPropertyName = "PutAdministratorRequest")]
[JsonSerializable(typeof(OrganisationView))]
[JsonSerializable(typeof(NewOrganisationView))]
[JsonSerializable(typeof(ApiKeyView))]
[JsonSerializable(typeof(Administrator))]
[JsonSerializable(typeof(Page<ApiKeyView>))]
[JsonSerializable(typeof(Page<Administrator>))]
[JsonSerializable(typeof(Page<JournalEntry>))]
internal sealed partial class OrganisationsJson : JsonSerializerContext;
