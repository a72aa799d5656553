using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary>One delivery of one message: call the function under a lock, then complete, abandon or bury the message.</summary>
internal sealed class MessageDelivery(WrappedCall call, LocalHostOptions options, UnderWay underWay, CancellationToken giveUp)
{
    /// <summary>Never throws for what a message or the app does: the message is then delivered again.</summary>
    public async Task DeliverAsync(MessageQueue queue, FunctionMetadata function, ReceivedMessage message)
    {
        using var counted = underWay.Begin();
        try
        {
            // The host died during each delivery, or the count was lowered: nobody could bury the message then.
            if (message.DeliveryCount > options.MaxDeliveryCount)
                await queue.DeadLetterAsync(message, $"Delivered {message.DeliveryCount - 1} times.", giveUp);
            else
                await CallAsync(queue, function, message);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // The host waits no longer. The message comes back when its lock is over.
        }
        catch (Exception failure) when (StorageOutage.Is(failure))
        {
            options.AppOutput($"{function.Name}: message {message.Stored.Properties.MessageId} could not be settled: {failure.Message}");
        }
    }

    private async Task CallAsync(MessageQueue queue, FunctionMetadata function, ReceivedMessage message)
    {
        using var held = new MessageLock(queue, message, options);
        string? failure = null;
        try
        {
            var body = await queue.ReadBodyAsync(message, giveUp);
            await call.InvokeAsync(function, Data(message.Stored.Properties.IsBinary, body), Metadata(message), giveUp);
        }
        catch (InvocationFailedException exception)
        {
            failure = exception.Message;
        }
        catch (Exception exception) when (StorageOutage.Is(exception) && !giveUp.IsCancellationRequested)
        {
            failure = $"{function.Name}: the body could not be read: {exception.Message}";
        }
        finally
        {
            message = await held.ReleaseAsync();
        }

        if (failure is null)
        {
            await queue.CompleteAsync(message, giveUp);
            return;
        }
        options.AppOutput($"Delivery {message.DeliveryCount} of {options.MaxDeliveryCount} failed. {failure}");
        if (message.DeliveryCount < options.MaxDeliveryCount) await queue.AbandonAsync(message, giveUp);
        else await queue.DeadLetterAsync(message, failure, giveUp);
    }

    /// <summary>The trigger's value on the wire: text as a JSON string in a JSON string, bytes as base64.</summary>
    public static JsonNode Data(bool isBinary, string body) => isBinary ? JsonValue.Create(body) : WireValue.Of(body);

    private static JsonObject Metadata(ReceivedMessage message)
    {
        var properties = message.Stored.Properties;
        var metadata = new JsonObject
        {
            ["MessageId"] = WireValue.Of(properties.MessageId),
            ["DeliveryCount"] = WireValue.Of(message.DeliveryCount),
            ["EnqueuedTimeUtc"] = WireValue.Of(properties.EnqueuedTimeUtc),
            ["SequenceNumber"] = WireValue.Of(properties.SequenceNumber),
            ["ApplicationProperties"] = properties.ApplicationProperties?.DeepClone() ?? new JsonObject(),
        };
        // Without a value there is no entry.
        if (properties.CorrelationId is { } correlationId) metadata["CorrelationId"] = WireValue.Of(correlationId);
        return metadata;
    }
}
