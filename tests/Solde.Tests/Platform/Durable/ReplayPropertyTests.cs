using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Durable.Replay;

namespace Solde.Tests.Platform.Durable;

/// <summary>Random programs, with what they wait for ending in random order.</summary>
public sealed class ReplayPropertyTests
{
    private static readonly Gen<(RandomStory Story, int Seed)> Runs =
        from story in RandomStory.Any
        from seed in Gen.Choose(0, int.MaxValue)
        select (story, seed);

    [Fact]
    public void To_replay_from_the_beginning_asks_for_the_same_as_to_go_on_would() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Runs.ToArbitrary(), run =>
        {
            var live = new LiveContext();
            var replayed = Turns.Of(run.Story.RunAsync);
            var random = new Random(run.Seed);
            var ends = run.Story.RunAsync(live);
            var asked = Names(replayed.Start());
            var open = new List<string>();
            for (var turn = 0; turn < 60 && !ends.IsCompleted; turn++)
            {
                Assert.Equal(live.Asked, asked);
                var happened = Happen(random, live, ends, replayed, open);
                asked.AddRange(Names(replayed.Next(happened)));
            }

            if (ends.IsCompletedSuccessfully)
                live.Asked.Add($"{live.Asked.Count} Completed {ends.Result}");
            Assert.Equal(live.Asked, asked);
            return true;
        }));

    [Fact]
    public void The_same_is_asked_for_wherever_the_past_ends_and_the_news_begin() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Runs.ToArbitrary(), run =>
        {
            var orchestrator = Turns.Declare<string, string>((context, _) => run.Story.RunAsync(context));
            var turns = new Turns(orchestrator);
            var live = new LiveContext();
            var random = new Random(run.Seed);
            var ends = run.Story.RunAsync(live);
            turns.Start();
            for (var turn = 0; turn < 12 && !ends.IsCompleted; turn++)
                turns.Next(Happen(random, live, ends, turns, []));

            // Up to what the last turn asked for, which the answers must hold again.
            var last = turns.History.FindLastIndex(e => e.OrchestratorStarted is not null);
            var lastEnd = turns.History.FindIndex(last, e => e.EventId >= 0 || e.OrchestratorCompleted is not null);
            var known = turns.History[..lastEnd];
            var answers = Enumerable.Range(0, known.Count + 1).Select(split => Answer(orchestrator, known[..split], known[split..])).ToList();

            Assert.All(answers, answer => Assert.Equal(answers[0], answer));
            return true;
        }));

    /// <summary>One to three things end, some of them twice, in both worlds.</summary>
    private static HistoryEvent[] Happen(Random random, LiveContext live, Task ends, Turns replayed, List<string> told)
    {
        live.Now = replayed.Now;
        var happened = new List<HistoryEvent>();
        // Only what was asked for before this turn can end in it.
        var actions = live.Asked.Count;
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var result = $"r{told.Count}";
            told.Add(result);
            var id = actions == 0 ? -1 : random.Next(actions);
            if (id < 0 || random.Next(4) == 0)
            {
                var name = $"Event{random.Next(2)}";
                happened.Add(Turns.Raised(random.Next(2) == 0 ? name : name.ToUpperInvariant(), $"\"{result}\""));
                if (!ends.IsCompleted)
                    live.Raise(name, result);
                continue;
            }
            var kind = live.Asked[id].Split(' ')[1];
            happened.Add(kind switch
            {
                "activity" => Turns.Completed(id, $"\"{result}\""),
                "child" => Turns.ChildCompleted(id, $"\"{result}\""),
                _ => Turns.Fired(id),
            });
            // What is left of a story begins nothing after its end.
            if (!ends.IsCompleted)
                live.Complete(id, result);
        }
        return [.. happened];
    }

    private static List<string> Names(OrchestratorResponse answer) => [.. Turns.Asked(answer).Select(line =>
        line.Contains(" Completed ", StringComparison.Ordinal) ? line.Replace("\"", "", StringComparison.Ordinal)
        : line.Contains(" timer ", StringComparison.Ordinal) ? line[..line.IndexOf(" timer ", StringComparison.Ordinal)] + " timer"
        : line[..line.IndexOf('(', StringComparison.Ordinal)])];

    private static string Answer(OrchestratorDeclaration orchestrator, List<HistoryEvent> past, List<HistoryEvent> news)
    {
        var request = new OrchestratorRequest { InstanceId = "the-instance" };
        request.PastEvents.AddRange(past);
        request.NewEvents.AddRange(news);
        return OrchestratorTurn.Run(orchestrator, request, NullLoggerFactory.Instance).ToString();
    }
}
