using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Insurance;

/// <summary>Certificates of childcare providers, their endorsements, and the fees that come on top.</summary>
internal static class InsuranceArea
{
    public static FunctionAppBuilder AddInsurance(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<ProviderInsurance>>();
        app.Services.AddSingleton<AggregateStore<FeeSettings>>();
        app.Services.AddSingleton<IPersonalRecords, InsuranceRecords>();
        app.Services.AddSingleton<EndorsementInvoices>();
        app.Services.AddSingleton<CertificateReader>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(InsuranceJson.Default));

        app.Http("Insurance", "v1/insurance", sends: InsuranceQueue.Sends, endpoints =>
        {
            FeeEndpoints.Map(endpoints.MapGroup("/fees"));
            endpoints.MapGet("/certificates", ListOfficeCertificates.Handle).Needs(Scopes.BillingRead)
                .Produces<Page<OfficeCertificateView>>()
                .WithSummary("The certificates of all providers, by account, all or those valid on a day.");
            ProviderEndpoints.Map(endpoints.MapGroup("/accounts/{account}"));
            CertificateEndpoints.Map(endpoints.MapGroup("/accounts/{account}/certificates"));
            EndorsementEndpoints.Map(endpoints.MapGroup("/accounts/{account}/certificates/{certificate}/endorsements"));
        });

        app.Queue("InsuranceMessages", InsuranceQueue.Insurance, sends: InsuranceQueue.Sends, messages => messages
            .On(InsuranceMessages.Default.ManualAmountGiven, EndorsementInvoices.HandleAsync));
        return app;
    }
}
