using System.Text.Json.Serialization;
using Solde.Functions.Accounts;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Functions.Payments.Stripe;
using Solde.Platform.Hosting;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Payments;

/// <summary>The payment provider: its webhook, saved methods, charges.</summary>
internal static class PaymentsArea
{
    public static FunctionAppBuilder AddPayments(this FunctionAppBuilder app)
    {
        var settings = StripeSettings.From(app.Configuration);
        app.Services.AddSingleton(settings);
        app.Services.AddSingleton(CustomerSettings.From(app.Configuration));
        app.Services.AddSingleton(new StripeSignature(settings.WebhookSecrets, settings.WebhookTolerance));
        app.Services.AddSingleton<StripeWrites>();
        app.Services.AddSingleton(services => new StripeClient(
            new HttpClient(new TracedCalls("stripe", new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ActivityHeadersPropagator = null,
            }))
            {
                BaseAddress = settings.BaseAddress,
                Timeout = TimeSpan.FromSeconds(30),
            },
            settings,
            services.GetRequiredService<StripeWrites>(),
            services.GetRequiredService<TimeProvider>()));
        app.Services.AddSingleton<AggregateStore<Payer>>();
        app.Services.AddSingleton<IPersonalRecords, PayerRecords>();
        app.Services.AddSingleton<UnmatchedEvents>();
        app.Services.AddSingleton<AggregateStore<Payout>>();
        app.Services.AddSingleton<PayoutLines>();
        app.Services.AddSingleton<PayoutIndex>();
        app.Services.AddSingleton<MatchPayoutLines>();
        app.Services.AddSingleton<AggregateStore<Comparison>>();
        app.Services.AddSingleton<AggregateStore<Finding>>();
        app.Services.AddSingleton<ComparisonIndex>();
        app.Services.AddSingleton<BothSides>();
        app.Services.AddSingleton<WebhookMeter>();
        app.Services.AddSingleton<IFailureMeanings, DeclineCodes>();
        app.Services.AddSingleton<ISavedMethods, SavedMethods>();
        app.Services.AddSingleton<ICustomerLinks, CustomerLinks>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(PaymentsJson.Default));

        app.Services.AddSingleton<AcceptWebhook>();
        app.Webhook(
            "ProviderWebhook",
            AcceptWebhook.Route,
            AcceptWebhook.SignatureHeader,
            PaymentQueues.ProviderEvents,
            (services, signature, body) => services.GetRequiredService<AcceptWebhook>().Check(signature, body));
        app.DescribeWebhook(AcceptWebhook.Route, "The provider's signed events.", AcceptWebhook.SignatureHeader, AcceptWebhook.Refusals);

        app.Http("Payments", "v1/payments", sends: Queues.All, endpoints =>
        {
            endpoints.MapGet("/methods", ListPaymentMethods.Handle).Needs(Scopes.BillingRead).Produces<Page<SavePaymentMethod.View>>()
                .WithSummary("The saved payment methods of an account.");
            endpoints.MapPost("/methods", SavePaymentMethod.Handle).Needs(Scopes.BillingWrite)
                .Produces<SavePaymentMethod.View>(StatusCodes.Status201Created).Refuses(
                    CommonRefusals.NotFound, PaymentRefusals.MethodRefused)
                .WithSummary("Save a payment method that the customer gave the provider.");
            endpoints.MapPost("/charges", StartCharge.Handle).Needs(Scopes.BillingWrite).MovesMoney()
                .Produces<PaymentView>(StatusCodes.Status202Accepted)
                .Refuses(
                    CommonRefusals.NotFound,
                    SavedMethodRefusals.Unknown,
                    AccountRefusals.UnknownInvoice,
                    AccountRefusals.TotalNotAgreed)
                .WithSummary("Charge a saved payment method; the outcome comes to the payment.");
            endpoints.MapGet("/failure-codes", ListFailureCodes.Handle).Needs(Scopes.BillingRead).Produces<Page<ListFailureCodes.Entry>>()
                .WithSummary("Why payments fail: each scheme's codes, their class, and what is done.");
            ActionEndpoints.Map(endpoints.MapGroup("/actions"));
            endpoints.MapGet("/unmatched-events", ListUnmatchedEvents.Handle).Needs(Scopes.PaymentsFailed).Produces<Page<ListUnmatchedEvents.Item>>()
                .WithSummary("Events of the provider that fit nothing known here.");
            endpoints.MapGet("/unmatched-events/of-nobody", ListUnmatchedEvents.HandleOfNobody).Needs(Scopes.Operator)
                .Produces<Page<ListUnmatchedEvents.Item>>()
                .WithSummary("Those that name no organisation, for the operator.");
            PayoutEndpoints.Map(endpoints);
            ComparisonEndpoints.Map(endpoints.MapGroup("/comparisons"));
        });

        app.Queue("ProviderEvents", PaymentQueues.ProviderEvents, sends: Queues.All, RecordProviderEvent.HandleAsync, usesDurableClient: true);
        app.Queue(
            "PaymentsMessages",
            Queues.Payments,
            sends: Queues.All,
            messages => messages
                .On(AccountMessages.Default.ChargeRequested, ChargePayment.HandleAsync)
                .On(AccountMessages.Default.ChargeUnknown, StartLookUps.HandleAsync)
                .On(AccountMessages.Default.CustomerNeeded, StartCustomerWait.HandleAsync)
                .On(AccountMessages.Default.RefundBegun, StartRefund.HandleAsync)
                .On(PaymentMessages.Default.ComparisonDue, BeginComparison.HandleAsync)
                .On(PaymentMessages.Default.ComparisonBegun, BeginComparison.StartAsync),
            usesDurableClient: true);
        app.Timer("FindNights", "0 5 * * * *", sends: [Queues.Payments], FindNights.RunAsync);
        MapWorkflows(app);
        return app;
    }

    private static void MapWorkflows(FunctionAppBuilder app)
    {
        var json = PaymentsJson.Default;
        app.Orchestrator<RefundRun, RefundEnd>(nameof(RefundWorkflow), json, RefundWorkflow.RunAsync);
        app.Activity<RefundPartKey, PartStanding>(nameof(RefundSteps.SendRefundPart), Queues.All, json, RefundSteps.SendRefundPart);
        app.Activity<RefundPartKey, PartStanding>(nameof(RefundSteps.LookUpRefundPart), Queues.All, json, RefundSteps.LookUpRefundPart);
        app.Activity<RefundPartKey, PartStanding>(nameof(RefundSteps.ReportRefundPart), Queues.All, json, RefundSteps.ReportRefundPart);

        app.Orchestrator<UnknownCharge, ChargeStanding>(nameof(UnknownChargeWorkflow), json, UnknownChargeWorkflow.RunAsync);
        app.Activity<ChargeRequested, ChargeStanding>(
            nameof(UnknownChargeSteps.LookUpCharge), Queues.All, json, UnknownChargeSteps.LookUpCharge);
        app.Activity<ChargeRequested, ChargeStanding>(
            nameof(UnknownChargeSteps.ReportUnknownCharge), Queues.All, json, UnknownChargeSteps.ReportUnknownCharge);

        app.Orchestrator<PayoutReading, PayoutReading>(nameof(PayoutWorkflow), json, PayoutWorkflow.RunAsync);
        app.Activity<PayoutReading, PayoutReading>(nameof(PayoutSteps.ReadPayoutLines), [], json, PayoutSteps.ReadPayoutLines);
        app.Activity<PayoutReading, PayoutReading>(nameof(PayoutSteps.WritePayout), [], json, PayoutSteps.WritePayout);

        app.Orchestrator<CustomerWait, CustomerStanding>(nameof(CustomerWaitWorkflow), json, CustomerWaitWorkflow.RunAsync);
        app.Activity<CustomerNeeded, CustomerStanding>(
            nameof(CustomerWaitSteps.RemindAwaitedCustomer), Queues.All, json, CustomerWaitSteps.RemindAwaitedCustomer);
        app.Activity<CustomerNeeded, CustomerStanding>(
            nameof(CustomerWaitSteps.GiveUpOnCustomer), Queues.All, json, CustomerWaitSteps.GiveUpOnCustomer);

        app.Orchestrator<ComparisonStep, string>(nameof(ComparisonWorkflow), json, ComparisonWorkflow.RunAsync);
        app.Activity<ComparisonStep, ComparisonStep>(nameof(ComparisonSteps.ListOurs), [], json, ComparisonSteps.ListOurs);
        app.Activity<ComparisonStep, ComparisonStep>(nameof(ComparisonSteps.ComparePayments), [], json, ComparisonSteps.ComparePayments);
        app.Activity<ComparisonStep, ComparisonStep>(nameof(ComparisonSteps.CompareRefunds), [], json, ComparisonSteps.CompareRefunds);
        app.Activity<ComparisonStep, ComparisonStep>(nameof(ComparisonSteps.LookForUnseen), [], json, ComparisonSteps.LookForUnseen);
        app.Activity<ComparisonStep, ComparisonStep>(nameof(ComparisonSteps.ReviewFindings), [], json, ComparisonSteps.ReviewFindings);
        app.Activity<ComparisonStep, string>(nameof(ComparisonSteps.EndComparison), [], json, ComparisonSteps.EndComparison);
        app.Activity<ComparisonStep, string>(nameof(ComparisonSteps.GiveUpComparison), [], json, ComparisonSteps.GiveUpComparison);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SavePaymentMethod.Request), TypeInfoPropertyName = "SavePaymentMethodRequest")]
[JsonSerializable(typeof(SavePaymentMethod.View), TypeInfoPropertyName = "SavePaymentMethodView")]
[JsonSerializable(typeof(StartCharge.Request), TypeInfoPropertyName = "StartChargeRequest")]
[JsonSerializable(typeof(RefundRun))]
[JsonSerializable(typeof(RefundEnd))]
[JsonSerializable(typeof(RefundPartKey))]
[JsonSerializable(typeof(PartStanding))]
[JsonSerializable(typeof(UnknownCharge))]
[JsonSerializable(typeof(ChargeStanding))]
[JsonSerializable(typeof(BeginComparison.Request), TypeInfoPropertyName = "BeginComparisonRequest")]
[JsonSerializable(typeof(ComparisonStep))]
[JsonSerializable(typeof(ComparisonView))]
[JsonSerializable(typeof(FindingView))]
[JsonSerializable(typeof(Page<ComparisonView>))]
[JsonSerializable(typeof(Page<FindingView>))]
[JsonSerializable(typeof(PayoutReading))]
[JsonSerializable(typeof(PayoutView))]
[JsonSerializable(typeof(Page<PayoutItem>))]
[JsonSerializable(typeof(Page<PayoutLineView>))]
[JsonSerializable(typeof(CustomerWait))]
[JsonSerializable(typeof(CustomerStanding))]
[JsonSerializable(typeof(Page<SavePaymentMethod.View>), TypeInfoPropertyName = "PageSavePaymentMethodView")]
[JsonSerializable(typeof(Page<ListFailureCodes.Entry>), TypeInfoPropertyName = "PageListFailureCodesEntry")]
[JsonSerializable(typeof(Page<ListUnmatchedEvents.Item>), TypeInfoPropertyName = "PageListUnmatchedEventsItem")]
internal sealed partial class PaymentsJson : JsonSerializerContext;
