using Azure;
using Google.Protobuf;
using Solde.Local.Hosting;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>One turn: gather what has arrived, call the orchestrator, store what it answered, see to what follows from it.</summary>
internal sealed class RunTurn(HubContext hub, string instanceId)
{
    private const int MaxActions = 100;

    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var prepared = await hub.Registry.UseAsync(instanceId, instance => PrepareAsync(instance, cancellationToken), cancellationToken);
        if (prepared is null) return true;
        var (function, turn, batch, request) = prepared;
        var (response, failure, wasAnswered) = await CallAsync(function, request, cancellationToken);
        if (!wasAnswered) return false;
        return await hub.Registry.UseAsync(
            instanceId, instance => StoreAsync(instance, turn, batch, response, failure, cancellationToken), cancellationToken);
    }

    private sealed record Prepared(string Function, int Turn, TurnBatch Batch, string Request);

    private async Task<Prepared?> PrepareAsync(Instance instance, CancellationToken cancellationToken)
    {
        while (instance.CanTurn)
        {
            var batch = TurnBatch.Take(instance, hub.Now);
            if (!batch.IsEmpty)
            {
                var request = new OrchestratorRequest
                {
                    InstanceId = instanceId,
                    ExecutionId = batch.ExecutionId,
                    PastEvents = { instance.History.Events },
                    NewEvents = { batch.Events },
                };
                return new Prepared(instance.Head!.Name, instance.Head.Turns, batch, request.ToByteString().ToBase64());
            }
            await hub.Table.DeleteAsync(instanceId, batch.Taken.Select(arrival => arrival.RowKey).OfType<string>(), cancellationToken);
            instance.Arrivals.RemoveAll(batch.Taken.Contains);
        }
        instance.TurnIsQueued = false;
        return null;
    }

    private async Task<(OrchestratorResponse? Response, string? Failure, bool WasAnswered)> CallAsync(
        string function, string request, CancellationToken cancellationToken)
    {
        if (!hub.Functions.Has(DurableKind.Orchestrator, function))
            return (null, HistoryEvents.WhyMissing(DurableKind.Orchestrator, function), true);
        switch (await hub.Functions.CallAsync(DurableKind.Orchestrator, function, request, traceParent: null, cancellationToken))
        {
            case CallEnd.Answered answer:
                var response = Read(answer.ReturnValue.AsText());
                if (response is null) hub.Options.Log($"{function} ({instanceId}) answered what is no orchestrator's response.");
                return (response, response is null ? $"Function '{function}' gave no orchestrator's response." : null, true);
            case CallEnd.Failed failed:
                hub.Options.Log($"{function} ({instanceId}) has failed: {failed.Reason}");
                return (null, $"Function '{function}' failed with an unhandled exception.", true);
            case CallEnd.NoAnswer none:
                hub.Options.Log($"{function} ({instanceId}) is called again: {none.Reason}");
                return (null, null, false);
            default:
                throw new InvalidOperationException("A call has ended in a way that nobody knows.");
        }
    }

    private static OrchestratorResponse? Read(string? base64)
    {
        try
        {
            return base64 is null ? null : OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(base64));
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private async Task<bool> StoreAsync(
        Instance instance, int turn, TurnBatch batch, OrchestratorResponse? response, string? failure, CancellationToken cancellationToken)
    {
        // Read again meanwhile, and found further on.
        if (!instance.Runs(batch.ExecutionId) || instance.Head!.Turns != turn) return false;
        var result = new TurnRule(instance.Head, instance.History, batch, hub.Now).Decide(response, failure);
        var write = TurnWrite.Of(instance, batch, result, hub.Now);
        try
        {
            await hub.Table.WriteBeforeAsync(write.Before, cancellationToken);
            var tag = await hub.Table.SubmitAsync(write.Actions(MaxActions, instance.Head.ETag), cancellationToken);
            write.TakeInto(instance, batch, tag, MaxActions);
        }
        catch (RequestFailedException refusal) when (refusal.Status is 404 or 409 or 412)
        {
            // Somebody else has written, or this turn has and its answer was lost.
            instance.IsLoaded = false;
            return false;
        }
        catch
        {
            instance.IsLoaded = false;
            throw;
        }
        instance.TurnIsQueued = false;
        hub.GoOn(instance);
        return true;
    }
}
