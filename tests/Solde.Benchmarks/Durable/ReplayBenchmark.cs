using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Solde.Benchmarks.Measuring;
using Solde.Functions;
using Solde.Functions.Payments;
using Solde.Platform.Durable;
using Solde.Platform.Durable.Protocol;
using Solde.Platform.Durable.Replay;
using Solde.Platform.Hosting;

namespace Solde.Benchmarks.Durable;

/// <summary>
/// The last turn of a refund of ten parts, none of which got any word: the longest history that a refund makes. The floor is
/// what nobody is spared who gets a turn from the host: its bytes out of JSON, base64 and protobuf.
/// </summary>
internal static class ReplayBenchmark
{
    private const int Parts = 10;
    private const int Rounds = 7;
    private const int Turns = 100;

    public static async Task RunAsync()
    {
        var orchestrator = SoldeApp.CreateBuilder(["--Storage=UseDevelopmentStorage=true", "--Mail:Folder=unused"]).Functions.All
            .Select(function => function.Trigger).OfType<OrchestrationTrigger>()
            .Single(trigger => trigger.Orchestrator.Name == nameof(RefundWorkflow)).Orchestrator;
        var run = new RefundRun("org", "acc", "ref", [.. Enumerable.Range(1, Parts).Select(part => $"{part}")], RefundPatience.Default);
        var request = new LongHistory(orchestrator).LastTurn(
            JsonSerializer.Serialize(run, PaymentsJson.Default.RefundRun),
            JsonSerializer.Serialize(new PartStanding("sent"), PaymentsJson.Default.PartStanding));
        var events = request.PastEvents.Count + request.NewEvents.Count;
        var call = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject
        {
            ["Data"] = new JsonObject { [OrchestratorCall.Binding] = JsonSerializer.Serialize(Convert.ToBase64String(request.ToByteArray())) },
            ["Metadata"] = new JsonObject(),
        });
        Console.WriteLine($"  a history of {events} events, {request.CalculateSize()} bytes");

        var decode = new Contender("the wrapped call decoded, no more", Each(events, () => Decode(call)));
        var alone = new Contender("events replayed", Each(events, () =>
            OrchestratorTurn.Run(orchestrator, request, NullLoggerFactory.Instance)));
        var wrapped = new Contender("events replayed, wrapped call too", Each(events, () =>
        {
            using var json = JsonDocument.Parse(call);
            OrchestratorCall.Answer(orchestrator, json.RootElement, NullLoggerFactory.Instance);
        }));
        foreach (var subject in new[] { alone, wrapped })
            (await Alternation.CompareAsync(subject, decode, Rounds, Turns * events, Turns * events, needs: null)).Print();
    }

    private static OrchestratorRequest Decode(byte[] call)
    {
        using var json = JsonDocument.Parse(call);
        var text = TriggerData.Unwrap(json.RootElement.GetProperty("Data").GetProperty(OrchestratorCall.Binding));
        return OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(text));
    }

    private static Func<int, Task> Each(int events, Action turn) => units =>
    {
        for (var done = 0; done < units; done += events)
            turn();
        return Task.CompletedTask;
    };
}
