using Solde.Functions.Aggregates;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Functions.Claims;

/// <summary>Claim files of a body shop: what insurers and the shop tell each other, and the money that follows.</summary>
internal static class ClaimsArea
{
    public static FunctionAppBuilder AddClaims(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<ClaimFile>>();
        app.Services.AddSingleton<AggregateStore<SetAsideMessage>>();
        app.Services.AddSingleton<AggregateStore<NetworkSettings>>();
        // A container's name has no capitals.
        var prefix = (app.Configuration["Storage:TablePrefix"] ?? "").ToLowerInvariant();
        app.Services.AddSingleton(services => new ClaimBlobs(services.GetRequiredService<StorageAccount>(), prefix));
        app.Services.AddSingleton<MessageIntake>();
        app.Services.AddSingleton<ClaimIndex>();
        app.Services.AddSingleton<SetAsideIndex>();
        app.Services.AddSingleton<ClaimCreditNotes>();
        app.Services.AddSingleton<OutgoingFolder>();
        app.Services.AddSingleton<IClaimFiles, ClaimFiles>();
        app.Services.AddSingleton<IPersonalRecords, ClaimRecords>();
        app.Services.AddSingleton<IPersonalRecords, SetAsideRecords>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(ClaimsJson.Default));

        app.Http("Claims", "v1/claims", sends: ClaimsQueue.Sends, endpoints =>
        {
            MessageEndpoints.Map(endpoints);
            ClaimEndpoints.Map(endpoints);
        });

        app.Queue(
            "ClaimsMessages",
            ClaimsQueue.Claims,
            sends: ClaimsQueue.Sends,
            messages => messages
                .On(ClaimMessages.Default.ClaimChanged, FollowClaim.HandleAsync)
                .On(ClaimMessages.Default.ClaimInvoiceChanged, ClaimCreditNotes.HandleAsync)
                .On(ClaimMessages.Default.ClaimMessageSent, OutgoingFolder.HandleAsync)
                .On(ClaimMessages.Default.ClaimPaid, SettleClaimPayments.HandleAsync)
                .On(ClaimMessages.Default.FolderFilled, ReceiveFolder.HandleAsync)
                .On(ClaimMessages.Default.FolderTaken, ReceiveFolder.HandleAsync)
                .On(ClaimMessages.Default.SetAsideChanged, SetAsideIndex.HandleAsync),
            usesDurableClient: true);
        app.Timer("ReceiveClaims", "0 */5 * * * *", sends: [ClaimsQueue.Claims], ReceiveFolder.FindFilledAsync);

        var json = ClaimsJson.Default;
        app.Orchestrator<ClaimRun, ClaimWatch>(nameof(ClaimWorkflow), json, ClaimWorkflow.RunAsync);
        app.Activity<ClaimRun, ClaimWatch>(nameof(ClaimSteps.LookAtClaim), [], json, ClaimSteps.LookAtClaim);
        app.Activity<ClaimRun, ClaimWatch>(nameof(ClaimSteps.RemindOfClaim), ClaimsQueue.Sends, json, ClaimSteps.RemindOfClaim);
        return app;
    }
}
