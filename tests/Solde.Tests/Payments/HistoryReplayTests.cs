using System.Text.Json.Serialization;
using Solde.Functions;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Tests.Payments;

/// <summary>Every history that was ever recorded, against today's code: an instance that began like it must be able to go on.</summary>
public sealed partial class HistoryReplayTests
{
    private static readonly IReadOnlyList<OrchestratorDeclaration> Declared =
    [
        .. SoldeApp.CreateBuilder(["--Storage=UseDevelopmentStorage=true", "--Mail:Folder=unused"]).Functions.All
            .Select(function => function.Trigger).OfType<OrchestrationTrigger>().Select(trigger => trigger.Orchestrator),
    ];

    public static TheoryData<string> Files => [.. KeptHistory.All().Select(history => history.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Todays_code_still_does_what_was_recorded(string file)
    {
        var kept = KeptHistory.Of(file);

        var difference = OrchestrationReplay.FirstDifference(Orchestrator(kept.Workflow), kept.Read());

        Assert.True(difference is null, $"{file}: {difference}");
    }

    [Fact]
    public void Every_orchestrator_of_the_app_has_a_recorded_history() => Assert.All(
        Declared,
        orchestrator => Assert.Contains(KeptHistory.All(), history => history.Workflow == orchestrator.Name));

    [Fact]
    public void A_history_says_of_which_workflow_it_is() => Assert.All(
        KeptHistory.All(),
        history => Assert.Equal(
            history.Workflow, history.Read().First(happened => happened.ExecutionStarted is not null).ExecutionStarted.Name));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_with_another_first_step_is_caught(string file)
    {
        var changed = OrchestratorDeclaration.Of<WhateverCameIn, string>(
            "Changed", ChangedJson.Default, async (context, _) =>
            {
                await context.CallActivityAsync("TellTheAuditor");
                return "told";
            });

        var difference = OrchestrationReplay.FirstDifference(changed, KeptHistory.Of(file).Read());

        Assert.NotNull(difference);
        Assert.Equal((1, "the activity 'TellTheAuditor' (#0)"), (difference.Turn, difference.Asked));
    }

    [Fact]
    public void A_workflow_that_goes_wrong_only_at_its_end_is_caught()
    {
        var lookUps = Orchestrator("UnknownChargeWorkflow");
        var changed = KeptHistory.NewestOf("UnknownChargeWorkflow", "reported-after-the-last-look")!.Read();
        changed.Last(happened => happened.TaskScheduled is not null).TaskScheduled.Name = "WriteItOff";

        var difference = OrchestrationReplay.FirstDifference(lookUps, changed);

        Assert.NotNull(difference);
        Assert.Contains("'WriteItOff'", difference.Recorded, StringComparison.Ordinal);
        Assert.Contains("'ReportUnknownCharge'", difference.Asked, StringComparison.Ordinal);
    }

    private static OrchestratorDeclaration Orchestrator(string name) => Declared.SingleOrDefault(orchestrator => orchestrator.Name == name)
        ?? throw new InvalidOperationException($"{name} is no orchestrator of the app any more: what is under way could not go on.");

    private sealed record WhateverCameIn;

    [JsonSerializable(typeof(WhateverCameIn))]
    private sealed partial class ChangedJson : JsonSerializerContext;
}
