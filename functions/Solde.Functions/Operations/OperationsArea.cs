using System.Text.Json;
using System.Text.Json.Serialization;
using Solde.Functions.Api;
using Solde.Platform.Hosting;

namespace Solde.Functions.Operations;

/// <summary>What those who run the installation need: whether it is well, which workflows stand still, and how they go on.</summary>
internal static class OperationsArea
{
    public static FunctionAppBuilder AddOperations(this FunctionAppBuilder app)
    {
        app.Services.AddSingleton<Readiness>();
        app.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Add(OperationsJson.Default));

        app.Http("Health", "get", "health", sends: [], endpoint => endpoint.MapGet("/", ShowHealth.Handle)
            .IsOpenToAll("A load balancer has no key, and hears one word.")
            .Produces<HealthView>().WithSummary("Whether the process lives; it asks nobody."));
        app.Http("Readiness", "get", "health/ready", sends: [], endpoint => endpoint.MapGet("/", ShowReadiness.Handle)
            .IsOpenToAll("A load balancer has no key, and hears one word.")
            .Produces<HealthView>().Refuses(CommonRefusals.Unavailable)
            .WithSummary("Whether it can work: its storage answers. What is wrong is in the logs."));

        app.Http(
            "StuckWorkflows",
            "get",
            "v1/stuck-workflows",
            sends: [],
            endpoint => endpoint.MapGet("/", ListStuckWorkflows.Handle).Needs(Scopes.Operator).Produces<Page<StuckWorkflow>>()
                .WithSummary("Workflows that go on only when a person does something, for the operator."),
            usesDurableClient: true);
        app.Http(
            "Workflows",
            "v1/workflows",
            sends: [],
            endpoints => endpoints.MapPost("/{instance}/resumption", ResumeWorkflow.Handle).Needs(Scopes.Operator)
                .Produces<StuckWorkflow>(StatusCodes.Status202Accepted)
                .Refuses(CommonRefusals.NotFound, OperationsRefusals.WorkflowNotStuck)
                .WithSummary("Let a workflow go on: a suspended one where it stands, a failed or terminated one from its beginning."),
            usesDurableClient: true);
        app.Timer("WatchWorkflows", "0 */15 * * * *", sends: [], WatchWorkflows.RunAsync, usesDurableClient: true);
        return app;
    }
}

internal static class OperationsRefusals
{
    public static readonly RefusalKind WorkflowNotStuck = new("workflow_not_stuck", StatusCodes.Status409Conflict, new Text(
        "This workflow is {0}: there is nothing to resume.",
        "Ce flux de travail est {0} : il n'y a rien à reprendre.",
        "Este fluxo de trabalho está {0}: não há nada a retomar.",
        "Deze workflow is {0}: er is niets te hervatten."));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(StuckWorkflow))]
[JsonSerializable(typeof(Page<StuckWorkflow>))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class OperationsJson : JsonSerializerContext;
