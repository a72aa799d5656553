using System.Net;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Partners;

/// <summary>Partners who subscribe to events: what happened, who is told of it, and whether it reached him.</summary>
internal static class PartnersArea
{
    public static FunctionAppBuilder AddPartners(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton(PartnerSettings.From(app.Configuration));
        app.Services.AddSingleton(_ => new SigningSecrets(app.Configuration["Solde:SigningKey"] ?? ""));
        app.Services.AddSingleton(services => new EventSender(services.GetRequiredService<PartnerSettings>(), Dns.GetHostAddressesAsync));
        app.Services.AddSingleton<AggregateStore<Subscribers>>();
        app.Services.AddSingleton<AggregateStore<Delivery>>();
        app.Services.AddSingleton<SubscriberDirectory>();
        app.Services.AddSingleton<PartnerEvents>();
        app.Services.AddSingleton<DeliveryIndex>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(PartnersJson.Default));

        app.Http("Partners", "v1/partners", sends: PartnersQueue.Sends, endpoints =>
        {
            EventSubscriptionEndpoints.Map(endpoints.MapGroup("/subscriptions"));
            endpoints.MapGet("/events", ListEvents.Handle).Needs(Scopes.BillingRead).Produces<Page<PartnerEvent>>()
                .WithSummary("What happened, by type, account and date, newest first.");
            DeliveryEndpoints.Map(endpoints.MapGroup("/deliveries"));
        });

        app.Queue(
            "PartnersMessages",
            Queues.Partners,
            sends: PartnersQueue.Sends,
            messages => messages
                .On(AccountMessages.Default.EventsHappened, TakeInEvents.HandleAsync)
                .On(PartnerMessages.Default.DeliveryAsked, StartDelivery.HandleAsync),
            usesDurableClient: true);

        var json = PartnersJson.Default;
        app.Orchestrator<DeliveryRun, DeliveryStanding>(nameof(DeliveryWorkflow), json, DeliveryWorkflow.RunAsync);
        app.Activity<DeliveryTry, DeliveryStanding>(
            nameof(DeliverySteps.AttemptDelivery), PartnersQueue.Sends, json, DeliverySteps.AttemptDelivery);
        app.Activity<DeliveryTry, DeliveryStanding>(
            nameof(DeliverySteps.GiveUpDelivery), PartnersQueue.Sends, json, DeliverySteps.GiveUpDelivery);
        return app;
    }
}
