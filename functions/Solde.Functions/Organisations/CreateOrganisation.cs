using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;

namespace Solde.Functions.Organisations;

/// <summary>The operator takes in a new organisation and gets its first key.</summary>
internal static class CreateOrganisation
{
    private static readonly Text NoCurrency = new(
        "is no currency known here", "n'est pas une devise connue", "não é uma moeda conhecida", "is geen bekende munt");
    private static readonly Text NoTimeZone = new(
        "is no IANA time zone", "n'est pas un fuseau horaire IANA", "não é um fuso horário IANA", "is geen IANA-tijdzone");

    /// <param name="Id">Chosen by the operator, for ever; letters, digits, - and _.</param>
    public sealed record Request(string? Id, string? Name, string? Currency, string? TimeZone, string? Language);

    public static async Task<Answer> Handle(
        Request request, Command command, AggregateStore<Organisation> organisations, TimeProvider clock)
    {
        var errors = Check(request);
        if (errors.Any)
            return errors.ToRefusal();

        var id = request.Id!;
        var text = ApiKeyText.New(id);
        var key = new ApiKey(text.KeyId, "first key", ApiKeyText.HashOf(text.Secret), Scopes.All, clock.GetUtcNow(), null, null);
        // The operator acts inside the organisation he makes.
        var within = command with { Organisation = id };
        return await organisations.ChangeAsync(id, within, organisation =>
        {
            if (organisation.Exists)
                return OrganisationRefusals.Exists;
            var created = organisation.With(key) with
            {
                Profile = new OrganisationProfile(
                    request.Name!, request.Currency!, request.TimeZone!, request.Language!, 1, OrganisationSettings.Default),
            };
            var view = new NewOrganisationView(OrganisationView.Of(created), ApiKeyView.Of(key, text.ToString()));
            return new Decision<Organisation>.Changed(
                created,
                new JournalNote("OrganisationCreated"),
                Answer.CreatedOnce(
                    view,
                    view with { ApiKey = ApiKeyView.Of(key) },
                    OrganisationsJson.Default.NewOrganisationView,
                    "/api/v1/organisations/current"),
                []);
        });
    }

    private static FieldErrors Check(Request request)
    {
        var errors = new FieldErrors();
        errors.Id("id", request.Id);
        errors.Text("name", request.Name, FieldErrors.NameLength);
        errors.OneOf("language", request.Language, Language.All);
        if (request.Currency is null || !Currency.IsKnown(request.Currency))
            errors.Add("currency", NoCurrency);
        if (request.TimeZone is null || !BusinessCalendar.IsTimeZone(request.TimeZone))
            errors.Add("timeZone", NoTimeZone);
        return errors;
    }
}
