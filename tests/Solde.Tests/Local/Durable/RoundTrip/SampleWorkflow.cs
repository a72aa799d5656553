using System.Text.Json.Serialization;
using Solde.Platform.Durable;

namespace Solde.Tests.Local.Durable.RoundTrip;

/// <summary>One small story for each thing that an orchestrator can do.</summary>
internal static class SampleWorkflow
{
    private const int EventsALife = 200;

    public static async Task<string> Steps(TaskOrchestrationContext context, string input)
    {
        context.SetCustomStatus("on the way");
        var halves = await Task.WhenAll(
            context.CallActivityAsync<string>(nameof(SampleSteps.Echo), input + "1"), context.CallActivityAsync<string>(nameof(SampleSteps.Echo), input + "2"));
        return await context.CallActivityAsync<string>(nameof(SampleSteps.Echo), string.Concat(halves));
    }

    public static async Task<string> Retries(TaskOrchestrationContext context, string input)
    {
        var retry = new TaskOptions(new RetryPolicy(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromMinutes(1)));
        return await context.CallActivityAsync<string>(nameof(SampleSteps.FailsTwice), input, retry);
    }

    public static async Task<string> Failure(TaskOrchestrationContext context, string input)
    {
        try
        {
            return await context.CallActivityAsync<string>(nameof(SampleSteps.Fails), input);
        }
        catch (TaskFailedException failed)
        {
            return failed.TaskName + " failed";
        }
    }

    /// <summary>Waits only after an hour for what may have come long before.</summary>
    public static async Task<string> EventBefore(TaskOrchestrationContext context, string input)
    {
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        return input + await context.WaitForExternalEvent<string>("word");
    }

    public static async Task<string> EventAgainstTimer(TaskOrchestrationContext context, string input)
    {
        try
        {
            return input + await context.WaitForExternalEvent<string>("word", TimeSpan.FromDays(7));
        }
        catch (TaskCanceledException)
        {
            return input + "nothing";
        }
    }

    /// <summary>Two events race; the one that loses is not lost.</summary>
    public static async Task<string> Race(TaskOrchestrationContext context, string input)
    {
        var one = context.WaitForExternalEvent<string>("one");
        var other = context.WaitForExternalEvent<string>("other");
        var first = await Task.WhenAny(one, other);
        var loser = first == one ? other : one;
        return $"{input}{await first} before {await loser}";
    }

    public static async Task<string> Parent(TaskOrchestrationContext context, string input)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>(nameof(Child), input);
        }
        catch (TaskFailedException failed)
        {
            return "the child failed: " + failed.FailureDetails.ErrorMessage;
        }
    }

    public static async Task<string> Child(TaskOrchestrationContext context, string input)
    {
        var said = await context.CallActivityAsync<string>(nameof(SampleSteps.Echo), input);
        return said == "bad" ? throw new InvalidOperationException("it was bad") : said;
    }

    /// <summary>Counts events for ever, a few hundred in each life.</summary>
    public static async Task<Count> Counter(TaskOrchestrationContext context, Count count)
    {
        for (var taken = 0; taken < EventsALife && count.Sum < count.Until; taken++)
            count = count with { Sum = count.Sum + await context.WaitForExternalEvent<int>("tick") };
        if (count.Sum < count.Until)
            context.ContinueAsNew(count with { Lives = count.Lives + 1 });
        return count;
    }
}

internal sealed record Count(int Sum, int Until, int Lives);

internal static class SampleSteps
{
    private static readonly Dictionary<string, int> Calls = [];

    public static Task<string> Echo(TaskActivityContext context, string input) => Task.FromResult(input);

    public static Task<string> Fails(TaskActivityContext context, string input) => throw new InvalidOperationException("always");

    /// <summary>For each input on its own.</summary>
    public static Task<string> FailsTwice(TaskActivityContext context, string input)
    {
        lock (Calls)
        {
            Calls[input] = Calls.GetValueOrDefault(input) + 1;
            return Calls[input] <= 2 ? throw new InvalidOperationException("not yet") : Task.FromResult($"{input} at the third try");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Count))]
internal sealed partial class SampleJson : JsonSerializerContext;
