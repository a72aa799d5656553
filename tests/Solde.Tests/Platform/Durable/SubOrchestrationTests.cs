using Solde.Platform.Durable;

namespace Solde.Tests.Platform.Durable;

public sealed class SubOrchestrationTests
{
    [Fact]
    public void A_child_is_called_by_its_given_id_and_gives_its_result()
    {
        var turns = Turns.Of(context => context.CallSubOrchestratorAsync<int>(
            "Child", new Order("o", 2), new SubOrchestrationOptions(InstanceId: "child-7")));

        var asked = turns.Start();

        Assert.Equal(["""0 child Child({"id":"o","amount":2})"""], Turns.Asked(asked));
        Assert.Equal("child-7", asked.Actions.Single().CreateSubOrchestration.InstanceId);
        Assert.Equal(["1 Completed 3"], Turns.Asked(turns.Next(Turns.ChildCompleted(0, "3"))));
    }

    [Fact]
    public void Without_an_id_each_child_has_one_that_is_the_same_at_each_replay()
    {
        string[] Ids()
        {
            var turns = Turns.Of(async context =>
            {
                await Task.WhenAll(context.CallSubOrchestratorAsync("A"), context.CallSubOrchestratorAsync("A"));
                return 1;
            });
            return [.. turns.Start().Actions.Select(action => action.CreateSubOrchestration.InstanceId)];
        }

        Assert.Equal(Ids(), Ids());
        Assert.Equal(2, Ids().Distinct().Count());
        Assert.All(Ids(), id => Assert.Equal(id, InstanceIds.Checked(id)));
    }

    [Fact]
    public void Another_execution_of_the_instance_has_other_children()
    {
        string Id(string execution)
        {
            var turns = Turns.Of(context => context.CallSubOrchestratorAsync<int>("A"));
            var started = turns.Started();
            started.ExecutionStarted.OrchestrationInstance.ExecutionId = execution;
            return turns.Next(started).Actions.Single().CreateSubOrchestration.InstanceId;
        }

        Assert.NotEqual(Id("first"), Id("second"));
    }

    [Fact]
    public void A_failed_child_is_an_exception_that_says_which_and_why()
    {
        TaskFailedException? seen = null;
        var turns = Turns.Of(async context =>
        {
            try
            {
                await context.CallSubOrchestratorAsync("Child");
            }
            catch (TaskFailedException failure)
            {
                seen = failure;
            }
            return 1;
        });
        turns.Start();
        turns.Next(Turns.ChildFailed(0, "It is stuck."));

        Assert.Equal(("Child", 0, "It is stuck."), (seen!.TaskName, seen.TaskId, seen.FailureDetails.ErrorMessage));
    }

    [Fact]
    public void A_failure_without_details_is_told_as_such()
    {
        var turns = Turns.Of(context => context.CallSubOrchestratorAsync<int>("Child"));
        turns.Start();
        var failed = Turns.ChildFailed(0, "");
        failed.SubOrchestrationInstanceFailed.FailureDetails = null;

        Assert.Contains("without details", turns.Next(failed).Actions.Single().CompleteOrchestration.Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("@a")]
    public void An_id_that_the_hub_would_not_take_is_refused(string id)
    {
        var turns = Turns.Of(context => context.CallSubOrchestratorAsync<int>("Child", options: new SubOrchestrationOptions(InstanceId: id)));

        Assert.Contains(
            "cannot be an orchestration's instance id",
            turns.Start().Actions.Single().CompleteOrchestration.Result,
            StringComparison.Ordinal);
    }
}
