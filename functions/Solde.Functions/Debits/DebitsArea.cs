using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Debits;

/// <summary>Purchasing groups, their quotas with the rules that they are charged by, and mandates.</summary>
internal static class DebitsArea
{
    public static FunctionAppBuilder AddDebits(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<DebitSettings>>();
        app.Services.AddSingleton<AggregateStore<DebitGroup>>();
        app.Services.AddSingleton<QuotaStore>();
        app.Services.AddSingleton<GroupReader>();
        app.Services.AddSingleton<GroupNumbers>();
        app.Services.AddSingleton<ChargeStore>();
        app.Services.AddSingleton<AggregateStore<DebitRun>>();
        // A container's name has no capitals.
        var prefix = (app.Configuration["Storage:TablePrefix"] ?? "").ToLowerInvariant();
        app.Services.AddSingleton(services => new DebitBlobs(services.GetRequiredService<StorageAccount>(), prefix));
        app.Services.AddSingleton<RuleDesk>();
        app.Services.AddSingleton<AggregateStore<FileRegister>>();
        app.Services.AddSingleton<FileReader>();
        app.Services.AddSingleton<FileLines>();
        app.Services.AddSingleton<FileWriter>();
        app.Services.AddSingleton<FileMaker>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(DebitsJson.Default));

        app.Http("Debits", "v1/debits", sends: [], endpoints =>
        {
            DebitSettingsEndpoints.Map(endpoints.MapGroup("/settings"));
            GroupEndpoints.Map(endpoints.MapGroup("/groups"));
            QuotaEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas"));
            RuleEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}"));
            BankAccountEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/bank-accounts"));
            MandateEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/mandates"));
            FileEndpoints.Map(endpoints.MapGroup("/files"));
        });

        app.Timer("WatchMandates", "0 20 5 * * *", sends: [], WatchMandates.RunAsync);
        return app;
    }
}
