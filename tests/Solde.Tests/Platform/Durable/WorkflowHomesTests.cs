using Solde.Functions;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Tests.Platform.Durable;

/// <summary>The build's guard looks at files named after workflows, so that is where orchestrators must lie.</summary>
public sealed class WorkflowHomesTests
{
    [Fact]
    public void Every_orchestrator_of_the_app_lies_in_a_workflow_class()
    {
        var declared = SoldeApp.CreateBuilder(["--Storage=UseDevelopmentStorage=true", "--Mail:Folder=unused"]).Functions.All
            .Select(function => function.Trigger).OfType<OrchestrationTrigger>().Select(trigger => trigger.Orchestrator);

        Assert.All(declared, orchestrator => Assert.True(IsAtHome(orchestrator), $"{orchestrator.Name} lies elsewhere, or is a lambda."));
    }

    [Fact]
    public void A_method_of_a_workflow_class_is_at_home_and_a_lambda_or_another_class_is_not()
    {
        Assert.True(IsAtHome(OrchestratorDeclaration.Of<string, int>("A", DurableTestsJson.Default, SampleWorkflow.RunAsync)));
        Assert.False(IsAtHome(OrchestratorDeclaration.Of<string, int>("B", DurableTestsJson.Default, ElsewhereAsync)));
        Assert.False(IsAtHome(OrchestratorDeclaration.Of<string, int>("C", DurableTestsJson.Default, (_, _) => Task.FromResult(1))));
    }

    private static bool IsAtHome(OrchestratorDeclaration orchestrator) =>
        orchestrator.Code.Method.DeclaringType!.Name.EndsWith("Workflow", StringComparison.Ordinal);

    private static Task<int> ElsewhereAsync(TaskOrchestrationContext context, string input) => Task.FromResult(1);

    private static class SampleWorkflow
    {
        public static Task<int> RunAsync(TaskOrchestrationContext context, string input) => Task.FromResult(1);
    }
}
