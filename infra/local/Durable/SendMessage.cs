using Azure;
using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>
/// Puts a message into an instance's inbox. What is accepted is stored. Messages that come while another one is being written
/// are written together, in one transaction.
/// </summary>
internal sealed class SendMessage(HubContext hub, string instanceId)
{
    private const int MaxTogether = 90;
    private const int MaxBytesTogether = 1024 * 1024;

    public async Task<SendOutcome> RunAsync(PendingMessage message, CancellationToken cancellationToken)
    {
        // Before the wait for the gate: whoever has it takes this one along.
        hub.Registry.Peek(instanceId)?.Pending.Enqueue(message);
        await hub.Registry.UseAsync(
            instanceId,
            async instance =>
            {
                if (!message.IsSettled && !instance.Pending.Contains(message)) instance.Pending.Enqueue(message);
                while (!message.IsSettled) await WriteSomeAsync(instance, cancellationToken);
                hub.GoOn(instance);
                return true;
            },
            cancellationToken);
        if (message.Failure is { } failure)
            throw new IOException($"The message to {instanceId} could not be stored: {failure.Message}", failure);
        return message.Outcome!.Value;
    }

    private async Task WriteSomeAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (!instance.IsLoaded) await hub.Registry.LoadAsync(instance, cancellationToken);
        var together = Take(instance);
        if (together.Count == 0) return;
        var arrivals = together.ConvertAll(message =>
        {
            var order = hub.NextOrder();
            return new Arrival(order, message.Event, message.ExecutionId, RowKeys.Inbox(order, hub.Id));
        });
        try
        {
            await WriteAsync(instance, together, arrivals, cancellationToken);
            instance.Arrivals.AddRange(arrivals);
        }
        catch (RequestFailedException there) when (there.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // An inbox row's key is new each time and a marker means "delivered", so what is there was written before.
            hub.ReadAgain(instance);
        }
        catch (Exception failure)
        {
            foreach (var message in together) message.Failure = failure;
            hub.ReadAgain(instance);
            return;
        }
        foreach (var message in together) message.Outcome = SendOutcome.Accepted;
    }

    private async Task WriteAsync(
        Instance instance, List<PendingMessage> messages, List<Arrival> arrivals, CancellationToken cancellationToken)
    {
        var rows = arrivals.ConvertAll(arrival => Arrival.Row(instance.Key, arrival.RowKey!, arrival.Event, arrival.ExecutionId));
        if (messages[0].Marker is { } marker) rows.Insert(0, new TableEntity(instance.Key, marker));
        var adds = rows.ConvertAll(row => new TableTransactionAction(TableTransactionActionType.Add, row));
        if (rows.Count == 1) await hub.Table.AddAsync(rows[0], cancellationToken);
        else await hub.Table.SubmitAsync(adds, cancellationToken);
    }

    // A message with a marker goes alone: when it is there already, that says nothing of the others.
    private static List<PendingMessage> Take(Instance instance)
    {
        var together = new List<PendingMessage>();
        var bytes = 0;
        while (together.Count < MaxTogether && bytes < MaxBytesTogether && instance.Pending.TryPeek(out var next))
        {
            if (next.Marker is not null && together.Count > 0) break;
            instance.Pending.TryDequeue(out _);
            next.Outcome = WhyNot(instance.Head, next);
            if (next.Outcome is not null) continue;
            together.Add(next);
            if (next.Marker is not null) break;
            bytes += next.Event.CalculateSize();
        }
        return together;
    }

    private static SendOutcome? WhyNot(InstanceHead? head, PendingMessage message)
    {
        if (head is null) return SendOutcome.NoSuchInstance;
        if (head.HasEnded) return SendOutcome.HasEnded;
        return message.ExecutionId is { } execution && execution != head.ExecutionId ? SendOutcome.HasEnded : null;
    }
}
