using Solde.Functions.Accounts;
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
        app.Services.AddSingleton<ChargedMonths>();
        app.Services.AddSingleton<ChargeEraser>();
        app.Services.AddSingleton<QuotaEraser>();
        app.Services.AddSingleton<AggregateStore<DebitRun>>();
        app.Services.AddSingleton<RunReader>();
        app.Services.AddSingleton<LeftOutQuotas>();
        app.Services.AddSingleton<PageCharger>();
        app.Services.AddSingleton<DebitRunMeter>();
        app.Services.AddSingleton<WithheldMoney>();
        // A container's name has no capitals.
        var prefix = (app.Configuration["Storage:TablePrefix"] ?? "").ToLowerInvariant();
        app.Services.AddSingleton(services => new DebitBlobs(services.GetRequiredService<StorageAccount>(), prefix));
        app.Services.AddSingleton(services => new ReturnFolder(services.GetRequiredService<StorageAccount>(), prefix));
        app.Services.AddSingleton<RuleDesk>();
        app.Services.AddSingleton<AggregateStore<ReturnRegister>>();
        app.Services.AddSingleton<ReturnReader>();
        app.Services.AddSingleton<WaitingReturns>();
        app.Services.AddSingleton<TakeReturn>();
        app.Services.AddSingleton<ListedLines>();
        app.Services.AddSingleton<RetryDays>();
        app.Services.AddSingleton<GroupSurroundings>();
        app.Services.AddSingleton<RetryCharger>();
        app.Services.AddSingleton<ChargeCommands>();
        app.Services.AddSingleton<FailedDebits>();
        app.Services.AddSingleton<ChargeWriter>();
        app.Services.AddSingleton<MandateAnswers>();
        app.Services.AddSingleton<SentLines>();
        app.Services.AddSingleton<ReturnApplier>();
        app.Services.AddSingleton<IDebitContacts, DebitContacts>();
        app.Services.AddSingleton<AggregateStore<FileRegister>>();
        app.Services.AddSingleton<FileReader>();
        app.Services.AddSingleton<MandateLines>();
        app.Services.AddSingleton<MandateUse>();
        app.Services.AddSingleton<FileLines>();
        app.Services.AddSingleton<FileWriter>();
        app.Services.AddSingleton<FileMaker>();
        // Files are made of charges, and a quota waits for its open ones: what the others are looked for in goes first.
        app.Services.AddSingleton<IPersonalRecords, SentFileRecords>();
        app.Services.AddSingleton<IPersonalRecords, ReturnFileRecords>();
        app.Services.AddSingleton<IPersonalRecords, MonthRecords>();
        app.Services.AddSingleton<IPersonalRecords, QuotaRecords>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(DebitsJson.Default));

        app.Http("DebitReturns", "post", "v1/debits/agreements/{agreement}/returns", sends: [], ReturnEndpoints.MapUpload);
        app.Http("Debits", "v1/debits", sends: [DebitsQueue.Debits], endpoints =>
        {
            DebitSettingsEndpoints.Map(endpoints.MapGroup("/settings"));
            GroupEndpoints.Map(endpoints.MapGroup("/groups"));
            QuotaEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas"));
            RuleEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}"));
            BankAccountEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/bank-accounts"));
            MandateEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/mandates"));
            RunEndpoints.Map(endpoints.MapGroup("/runs"));
            ReturnEndpoints.Map(endpoints.MapGroup("/agreements/{agreement}/returns"));
            ChargeEndpoints.MapOfGroup(endpoints.MapGroup("/groups/{group}/charges"));
            ChargeEndpoints.MapOfQuota(endpoints.MapGroup("/groups/{group}/quotas/{quota}/charges"));
            RetryEndpoints.Map(endpoints.MapGroup("/groups/{group}/quotas/{quota}/charges/{month}"));
            endpoints.MapGet("/books", CheckDebitBooks.Handle).Needs(Scopes.DebitsRead).Produces<CheckDebitBooks.View>()
                .Refuses(CommonRefusals.NotFound)
                .WithSummary("Recompute a month's charges, and say where the journal differs from them; of the current month unless told.");
            FileEndpoints.Map(endpoints.MapGroup("/files"));
        });

        app.Queue(
            "DebitsMessages",
            DebitsQueue.Debits,
            sends: Queues.All,
            messages => messages
                .On(DebitMessages.Default.RunBegun, BeginRun.HandleAsync)
                .On(DebitMessages.Default.AccountChargesDue, MakeAccountCharges.HandleAsync)
                .On(AccountMessages.Default.InvoicesFollowed, FollowAccountCharges.HandleAsync),
            usesDurableClient: true);

        var json = DebitsJson.Default;
        app.Orchestrator<RunLife, string>(nameof(RunWorkflow), json, RunWorkflow.RunAsync);
        app.Activity<GroupsAfter, NextGroups>(nameof(RunSteps.NameGroups), [], json, RunSteps.NameGroups);
        app.Activity<PageOfRun, ChargedPage>(nameof(RunSteps.ChargePage), [DebitsQueue.Debits], json, RunSteps.ChargePage);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.TellProgress), [], json, RunSteps.TellProgress);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.BeginFiles), [], json, RunSteps.BeginFiles);
        app.Activity<FilesOfRun, WrittenFiles>(nameof(RunSteps.WriteFiles), [], json, RunSteps.WriteFiles);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.CompleteRun), [], json, RunSteps.CompleteRun);
        app.Activity<RunLife, RunStanding>(nameof(RunSteps.InterruptRun), [], json, RunSteps.InterruptRun);
        app.Orchestrator<ReturnRun, ReturnTurn>(nameof(ReturnWorkflow), json, ReturnWorkflow.RunAsync);
        app.Activity<ReturnRun, ReturnTurn>(nameof(ReturnSteps.TakeReturns), [], json, ReturnSteps.TakeReturns);
        app.Activity<ReturnRun, ReturnTurn>(nameof(ReturnSteps.ApplyReturn), [Queues.Notifications], json, ReturnSteps.ApplyReturn);
        app.Activity<ReturnProgress, ReturnTurn>(nameof(ReturnSteps.RecordReturn), [], json, ReturnSteps.RecordReturn);
        app.Orchestrator<RunLife, string>(nameof(RetryWorkflow), json, RetryWorkflow.RunAsync);
        app.Activity<PlacesAfter, RetriedPlaces>(nameof(RetrySteps.RetryPlaces), [], json, RetrySteps.RetryPlaces);
        app.Timer("StartRetries", "0 10 4 * * *", sends: [DebitsQueue.Debits], StartRetries.RunAsync);
        app.Timer("WatchReturns", "0 */3 * * * *", sends: [], WatchReturns.RunAsync, usesDurableClient: true);
        app.Timer("StartMonthlyRuns", "0 40 3 * * *", sends: [DebitsQueue.Debits], StartMonthlyRuns.RunAsync);
        app.Timer("WatchMandates", "0 20 5 * * *", sends: [], WatchMandates.RunAsync);
        return app;
    }
}
