using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Ledger;
using Solde.Platform.Hosting;

namespace Solde.Functions.Organisations;

/// <summary>Tenants, their settings and their API keys.</summary>
internal static class OrganisationsArea
{
    public static FunctionAppBuilder AddOrganisations(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Organisation>>();
        app.Services.AddSingleton<OrganisationDirectory>();
        app.Services.AddSingleton<IOrganisationDirectory>(services => services.GetRequiredService<OrganisationDirectory>());
        app.Services.AddSingleton(new OperatorKey(app.Configuration["Solde:OperatorKeyHash"]));
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(OrganisationsJson.Default));

        app.Http("Organisations", "v1/organisations", sends: [], endpoints =>
        {
            endpoints.MapPost("/", CreateOrganisation.Handle).Needs(Scopes.Operator)
                .Produces<NewOrganisationView>(StatusCodes.Status201Created).Refuses(OrganisationRefusals.Exists)
                .WithSummary("Take in an organisation; its first key is shown once.");

            var current = endpoints.MapGroup("/current");
            current.MapGet("/", GetOrganisation.Handle).Needs(Scopes.BillingRead).Produces<OrganisationView>()
                .WithSummary("The organisation of the key, with its settings.");
            current.MapPut("/settings", ChangeSettings.Handle).Needs(Scopes.Admin).Produces<OrganisationView>().Refuses(CommonRefusals.Stale)
                .WithSummary("Replace the settings.");
            current.MapGet("/journal", ReadOrganisationJournal.Handle).Needs(Scopes.Admin).Produces<Page<JournalEntry>>()
                .WithSummary("Every change of settings, keys and administrators, newest or oldest first.");

            current.MapGet("/api-keys", ListApiKeys.Handle).Needs(Scopes.Admin).Produces<Page<ApiKeyView>>()
                .WithSummary("The organisation's keys, without their secrets.");
            current.MapPost("/api-keys", CreateApiKey.Handle).Needs(Scopes.Admin).Produces<ApiKeyView>(StatusCodes.Status201Created)
                .WithSummary("Make a key; it is shown once.");
            current.MapDelete("/api-keys/{key}", RevokeApiKey.Handle).Needs(Scopes.Admin).Produces(StatusCodes.Status204NoContent)
                .Refuses(CommonRefusals.NotFound, OrganisationRefusals.LastAdminKey)
                .WithSummary("Revoke a key.");

            current.MapGet("/administrators", ListAdministrators.Handle).Needs(Scopes.Admin).Produces<Page<Administrator>>()
                .WithSummary("The people who are told of what concerns them.");
            current.MapPut("/administrators/{administrator}", PutAdministrator.Handle).Needs(Scopes.Admin).Produces<Administrator>()
                .WithSummary("Add an administrator or change what he is told.");
            current.MapDelete(
                "/administrators/{administrator}", RemoveAdministrator.Handle).Needs(Scopes.Admin).Produces(StatusCodes.Status204NoContent)
                .Refuses(CommonRefusals.NotFound)
                .WithSummary("Remove an administrator.");
        });
        return app;
    }
}
