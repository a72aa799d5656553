using System.Text.Json.Serialization;
using Solde.Functions.Aggregates;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Erasures;

/// <summary>What is known of people is erased once the law no longer lets it be kept.</summary>
internal static class ErasuresArea
{
    public static FunctionAppBuilder AddErasures(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<AggregateStore<Erasure>>();
        app.Services.AddSingleton<RecordKinds>();
        app.Services.AddSingleton<RetentionTerms>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(ErasuresJson.Default));

        app.Http("Erasures", "v1/erasures", sends: [ErasuresQueue.Erasures], endpoints =>
        {
            endpoints.MapGet("/", ListErasures.Handle).Needs(Scopes.Admin).Produces<Page<ErasureView>>()
                .WithSummary("The organisation's erasures, in the order of their ids.");
            endpoints.MapGet("/due", ListDueRecords.Handle).Needs(Scopes.Admin).Produces<Page<DueRecordView>>()
                .WithSummary("The records of one kind that have outlived what the law wants kept: what an erasure would take, and what it would leave.");
            endpoints.MapPost("/", StartErasure.Handle).Needs(Scopes.Admin).Produces<ErasureView>(StatusCodes.Status202Accepted)
                .Refuses(
                    CommonRefusals.NotFound, CommonRefusals.ReasonNeeded, ErasureRefusals.RecordNotAtRest, ErasureRefusals.RetentionNotOver)
                .WithSummary("Erase what is due, of all kinds or one, or of one record at a person's request. Nothing brings it back.");
            endpoints.MapGet("/{erasure}", ReadErasure.Handle).Needs(Scopes.Admin).Produces<ErasureView>().Refuses(CommonRefusals.NotFound)
                .WithSummary("An erasure: how far it is, how much of each kind it erased, and how much it left because it is not at rest.");
            endpoints.MapGet("/{erasure}/journal", ReadErasureJournal.Handle).Needs(Scopes.Admin).Produces<Page<Ledger.JournalEntry>>()
                .Refuses(CommonRefusals.NotFound)
                .WithSummary("Which records it erased, newest or oldest first.");
        });

        app.Queue("ErasuresMessages", ErasuresQueue.Erasures, sends: [ErasuresQueue.Erasures], messages => messages
            .On(ErasureMessages.Default.BatchDue, EraseBatch.HandleAsync));
        return app;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StartErasure.Request), TypeInfoPropertyName = "StartErasureRequest")]
[JsonSerializable(typeof(ErasureView))]
[JsonSerializable(typeof(Page<ErasureView>))]
[JsonSerializable(typeof(Page<DueRecordView>))]
[JsonSerializable(typeof(Page<Ledger.JournalEntry>))]
internal sealed partial class ErasuresJson : JsonSerializerContext;
