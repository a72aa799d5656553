using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Items;

/// <summary>The activities and articles that invoices charge for.</summary>
internal static class ItemsArea
{
    public static FunctionAppBuilder AddItems(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Item>>();
        app.Services.AddSingleton<CatalogueReader>();
        app.Services.AddSingleton<IItemCatalogue, ItemCatalogue>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(ItemsJson.Default));

        app.Http("Items", "v1/items", sends: [], endpoints =>
        {
            endpoints.MapGet("/", ListItems.Handle).Needs(Scopes.BillingRead).Produces<Page<ItemView>>()
                .WithSummary("The catalogue by name or newest first, all or one category.");
            endpoints.MapPost("/search", SearchItems.Handle).Needs(Scopes.BillingRead).Produces<Page<ItemView>>()
                .WithSummary("Find items by a part of their name.");
            endpoints.MapGet("/{item}", GetItem.Handle).Needs(Scopes.BillingRead).Produces<ItemView>().Refuses(CommonRefusals.NotFound)
                .WithSummary("An activity or article.");
            endpoints.MapPut("/{item}", PutItem.Handle).Needs(Scopes.BillingWrite).Produces<ItemView>().Refuses(CommonRefusals.Stale)
                .WithSummary("Add an activity or article, or replace its terms.");
        });
        return app;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PutItem.Request), TypeInfoPropertyName = "PutItemRequest")]
[JsonSerializable(typeof(SearchItems.Request), TypeInfoPropertyName = "SearchItemsRequest")]
[JsonSerializable(typeof(ItemView))]
[JsonSerializable(typeof(Page<ItemView>))]
internal sealed partial class ItemsJson : JsonSerializerContext;
