using Solde.Platform.Durable;

namespace Solde.Tests.Platform.Durable;

public sealed class ActivityCallTests
{
    [Fact]
    public void Steps_follow_one_another_and_the_last_result_ends_the_story()
    {
        var turns = new Turns(Turns.Declare<Order, int>(async (context, order) =>
        {
            var held = await context.CallActivityAsync<Order>("Hold", order);
            return await context.CallActivityAsync<int>("Charge", held with { Amount = held.Amount + 1 });
        }));

        Assert.Equal(["""0 activity Hold({"id":"é-1","amount":5})"""], Unescaped(turns.Start("""{"id":"é-1","amount":5}""")));
        Assert.Equal(
            ["""1 activity Charge({"id":"x","amount":7})"""],
            Turns.Asked(turns.Next(Turns.Completed(0, """{"id":"x","amount":6}"""))));
        Assert.Equal(["2 Completed 42"], Turns.Asked(turns.Next(Turns.Completed(1, "42"))));
    }

    [Fact]
    public void Steps_that_are_begun_together_are_asked_for_together_and_end_in_any_order()
    {
        var turns = Turns.Of(async context =>
            string.Join(',', await Task.WhenAll(Enumerable.Range(0, 3).Select(n => context.CallActivityAsync<string>("Step" + n)))));

        Assert.Equal(["0 activity Step0()", "1 activity Step1()", "2 activity Step2()"], Turns.Asked(turns.Start()));
        Assert.Empty(turns.Next(Turns.Completed(2, "\"c\"")).Actions);
        Assert.Empty(turns.Next(Turns.Completed(0, "\"a\"")).Actions);
        Assert.Equal(["3 Completed \"a,b,c\""], Turns.Asked(turns.Next(Turns.Completed(1, "\"b\""))));
    }

    [Fact]
    public void Of_two_steps_the_first_to_end_wins_in_the_order_of_the_history_also_within_one_turn()
    {
        var turns = Turns.Of(async context =>
        {
            var a = context.CallActivityAsync<string>("A");
            var b = context.CallActivityAsync<string>("B");
            return await await Task.WhenAny(a, b);
        });

        turns.Start();

        Assert.Equal(["2 Completed \"b\""], Turns.Asked(turns.Next(Turns.Completed(1, "\"b\""), Turns.Completed(0, "\"a\""))));
    }

    [Fact]
    public void A_thousand_steps_at_once_come_back_through_one_turn()
    {
        var turns = Turns.Of(async context =>
            (await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => context.CallActivityAsync<int>("Step", n)))).Sum());

        Assert.Equal(1000, turns.Start().Actions.Count);
        var answer = turns.Next([.. Enumerable.Range(0, 1000).Reverse().Select(id => Turns.Completed(id, "1"))]);

        Assert.Equal(["1000 Completed 1000"], Turns.Asked(answer));
    }

    [Fact]
    public void A_completion_that_comes_twice_or_is_of_nothing_counts_for_nothing()
    {
        var turns = Turns.Of(async context =>
        {
            var first = await context.CallActivityAsync<int>("First");
            return first + await context.CallActivityAsync<int>("Second");
        });
        turns.Start();

        Assert.Equal(
            ["1 activity Second()"],
            Turns.Asked(turns.Next(Turns.Completed(0, "1"), Turns.Completed(0, "100"), Turns.Completed(77, "1"))));
        Assert.Empty(turns.Next(Turns.Failed(0, "late"), Turns.Fired(0)).Actions);
        Assert.Equal(["2 Completed 3"], Turns.Asked(turns.Next(Turns.Completed(1, "2"))));
    }

    [Fact]
    public void A_failed_step_is_an_exception_that_says_which_and_why()
    {
        TaskFailedException? seen = null;
        var turns = Turns.Of(async context =>
        {
            try
            {
                await context.CallActivityAsync("Charge", 5);
            }
            catch (TaskFailedException failure)
            {
                seen = failure;
            }
            return true;
        });
        turns.Start();

        Assert.Equal(["1 Completed true"], Turns.Asked(turns.Next(Turns.Failed(0, "The provider is down."))));
        Assert.Equal(
            ("Charge", 0, "Outage", "The provider is down."),
            (seen!.TaskName, seen.TaskId, seen.FailureDetails.ErrorType, seen.FailureDetails.ErrorMessage));
    }

    [Fact]
    public void A_failure_that_nobody_catches_ends_the_instance_with_its_cause_inside()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Charge"));
        turns.Start();

        var end = turns.Next(Turns.Failed(0, "The provider is down.")).Actions.Single().CompleteOrchestration;

        Assert.Equal(Solde.Platform.Durable.Protocol.OrchestrationStatus.Failed, end.OrchestrationStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, end.FailureDetails.ErrorType);
        Assert.Contains("'Charge' (#0)", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(
            ("Outage", "The provider is down."),
            (end.FailureDetails.InnerFailure.ErrorType, end.FailureDetails.InnerFailure.ErrorMessage));
    }

    [Theory]
    [InlineData("""{"id":"a","amount":1}""")]
    [InlineData(""" {"id":"a","amount":1}""")]
    [InlineData(""" "{\"id\":\"a\",\"amount\":1}" """)]
    public void A_result_is_read_whether_or_not_the_host_has_quoted_it(string result)
    {
        var turns = Turns.Of(async context => (await context.CallActivityAsync<Order>("Get")).Id);
        turns.Start();

        Assert.Equal(["1 Completed \"a\""], Turns.Asked(turns.Next(Turns.Completed(0, result.Trim()))));
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"\\\"plain\\\"\"", "plain")]
    [InlineData("\"say \\\"x\\\"\"", "say \"x\"")]
    [InlineData("\"\"", "")]
    [InlineData("\"{}\"", "{}")]
    [InlineData("null", null)]
    [InlineData(null, null)]
    public void A_text_as_a_result_is_read_whether_or_not_the_host_has_quoted_it(string? result, string? expected)
    {
        string? seen = "unset";
        var turns = Turns.Of(async context =>
        {
            seen = await context.CallActivityAsync<string?>("Get");
            return true;
        });
        turns.Start();
        turns.Next(Turns.Completed(0, result));

        Assert.Equal(expected, seen);
    }

    [Fact]
    public void A_result_of_another_shape_fails_the_step_and_not_the_host()
    {
        var turns = Turns.Of(async context => (await context.CallActivityAsync<Order>("Get")).Id);
        turns.Start();

        var end = turns.Next(Turns.Completed(0, "[1]")).Actions.Single().CompleteOrchestration;

        Assert.Equal("System.Text.Json.JsonException", end.FailureDetails.ErrorType);
    }

    [Fact]
    public void A_type_that_the_resolver_does_not_know_is_named()
    {
        var turns = Turns.Of(context => context.CallActivityAsync<int>("Get", new Version(1, 2)));

        Assert.Contains(
            "System.Version",
            turns.Start().Actions.Single().CompleteOrchestration.FailureDetails.ErrorMessage,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_nobody_waits_for_is_asked_for_all_the_same()
    {
        var turns = Turns.Of(context =>
        {
            _ = context.CallActivityAsync("Tell");
            return Task.FromResult(1);
        });

        Assert.Equal(["0 activity Tell()", "1 Completed 1"], Turns.Asked(turns.Start()));
    }

    private static string[] Unescaped(Solde.Platform.Durable.Protocol.OrchestratorResponse answer) =>
        [.. Turns.Asked(answer).Select(text => text.Replace("\\u00E9", "é", StringComparison.Ordinal))];
}
