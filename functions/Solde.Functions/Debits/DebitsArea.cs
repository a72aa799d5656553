using Solde.Functions.Aggregates;
using Solde.Functions.Api;
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
        app.Services.AddSingleton<RunReader>();
        app.Services.AddSingleton<LeftOutQuotas>();
        app.Services.AddSingleton<PageCharger>();
        // A container's name has no capitals.
        var prefix = (app.Configuration["Storage:TablePrefix"] ?? "").ToLowerInvariant();
        app.Services.AddSingleton(services => new DebitBlobs(services.GetRequiredService<StorageAccount>(), prefix));
        app.Services.AddSingleton<RuleDesk>();
        app.Services.AddSingleton<AggregateStore<FileRegister>>();
        app.Services.AddSingleton<FileReader>();
        app.Services.AddSingleton<MandateLines>();
        app.Services.AddSingleton<MandateUse>();
        app.Services.AddSingleton<FileLines>();
        app.Services.AddSingleton<FileWriter>();
        app.Services.AddSingleton<FileMaker>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(DebitsJson.Default));

        app.Http("Debits", "v1/debits", sends: [DebitsQueue.Debits], endpoints =>
        {
            DebitSettingsEndpoints.Map(endpoints.MapGroup("/settings"));
            GroupEndpoints.Map(endpoints.MapGroup("/groups"));
            QuotaEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas"));
            RuleEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}"));
            BankAccountEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/bank-accounts"));
            MandateEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/mandates"));
            RunEndpoints.Map(endpoints.MapGroup("/runs"));
            ChargeEndpoints.MapOfGroup(endpoints.MapGroup("/groups/{group}/charges"));
            ChargeEndpoints.MapOfQuota(endpoints.MapGroup("/groups/{group}/quotas/{quota}/charges"));
            endpoints.MapGet("/books", CheckDebitBooks.Handle).Needs(Scopes.DebitsRead).Produces<CheckDebitBooks.View>()
                .Refuses(CommonRefusals.NotFound)
                .WithSummary("Recompute a month's charges, and say where the journal differs from them; of the current month unless told.");
            FileEndpoints.Map(endpoints.MapGroup("/files"));
        });

        app.Queue(
            "DebitsMessages",
            DebitsQueue.Debits,
            sends: [DebitsQueue.Debits],
            messages => messages
                .On(DebitMessages.Default.RunBegun, BeginRun.HandleAsync),
            usesDurableClient: true);

        var json = DebitsJson.Default;
        app.Orchestrator<RunLife, string>(nameof(RunWorkflow), json, RunWorkflow.RunAsync);
        app.Activity<GroupsAfter, NextGroups>(nameof(RunSteps.NameGroups), [], json, RunSteps.NameGroups);
        app.Activity<PageOfRun, ChargedPage>(nameof(RunSteps.ChargePage), [], json, RunSteps.ChargePage);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.TellProgress), [], json, RunSteps.TellProgress);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.BeginFiles), [], json, RunSteps.BeginFiles);
        app.Activity<FilesOfRun, WrittenFiles>(nameof(RunSteps.WriteFiles), [], json, RunSteps.WriteFiles);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.CompleteRun), [], json, RunSteps.CompleteRun);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.InterruptRun), [], json, RunSteps.InterruptRun);
        app.Timer("StartMonthlyRuns", "0 40 3 * * *", sends: [DebitsQueue.Debits], StartMonthlyRuns.RunAsync);
        app.Timer("WatchMandates", "0 20 5 * * *", sends: [], WatchMandates.RunAsync);
        return app;
    }
}
