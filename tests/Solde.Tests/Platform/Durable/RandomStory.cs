using FsCheck;
using FsCheck.Fluent;
using Solde.Platform.Durable;

namespace Solde.Tests.Platform.Durable;

/// <summary>A small program of steps, timers and events, one after another, all at once, or the first to end.</summary>
public abstract record RandomStory
{
    public static Gen<RandomStory> Any { get; } = Gen.Sized(size => Of(Math.Min(size, 12)));

    /// <summary>Its result tells in what order things ended.</summary>
    public async Task<string> RunAsync(TaskOrchestrationContext context)
    {
        switch (this)
        {
            case Step step:
                return await context.CallActivityAsync<string>("Step" + step.Name);
            case Child child:
                return await context.CallSubOrchestratorAsync<string>("Child" + child.Name);
            case Pause pause:
                await context.CreateTimer(TimeSpan.FromHours(pause.Hours), CancellationToken.None);
                return $"p{pause.Hours}";
            case Wait wait:
                return await context.WaitForExternalEvent<string>("Event" + wait.Name);
            case WaitInTime wait:
                try
                {
                    return await context.WaitForExternalEvent<string>("Event" + wait.Name, TimeSpan.FromHours(1));
                }
                catch (TaskCanceledException)
                {
                    return "late";
                }
            case InOrder inOrder:
                return await inOrder.First.RunAsync(context) + await inOrder.Then.RunAsync(context);
            case All all:
                return string.Concat(await Task.WhenAll(all.One.RunAsync(context), all.Other.RunAsync(context)));
            case FirstOf first:
                return $"[{await await Task.WhenAny(first.One.RunAsync(context), first.Other.RunAsync(context))}]";
            default:
                throw new NotSupportedException();
        }
    }

    private static Gen<RandomStory> Of(int size)
    {
        var leaf = Gen.OneOf(
            Gen.Choose(0, 2).Select(n => (RandomStory)new Step(n)),
            Gen.Choose(0, 1).Select(n => (RandomStory)new Child(n)),
            // Above 72 hours it is a chain.
            Gen.Elements(1, 24, 100, 200).Select(n => (RandomStory)new Pause(n)),
            Gen.Choose(0, 1).Select(n => (RandomStory)new Wait(n)),
            Gen.Choose(0, 1).Select(n => (RandomStory)new WaitInTime(n)));
        if (size <= 1)
            return leaf;
        var half = Of(size / 2);
        return Gen.OneOf(
            leaf,
            half.SelectMany(first => half, (first, then) => (RandomStory)new InOrder(first, then)),
            half.SelectMany(one => half, (one, other) => (RandomStory)new All(one, other)),
            half.SelectMany(one => half, (one, other) => (RandomStory)new FirstOf(one, other)));
    }

    private sealed record Step(int Name) : RandomStory;

    private sealed record Child(int Name) : RandomStory;

    private sealed record Pause(int Hours) : RandomStory;

    private sealed record Wait(int Name) : RandomStory;

    private sealed record WaitInTime(int Name) : RandomStory;

    private sealed record InOrder(RandomStory First, RandomStory Then) : RandomStory;

    private sealed record All(RandomStory One, RandomStory Other) : RandomStory;

    private sealed record FirstOf(RandomStory One, RandomStory Other) : RandomStory;
}
