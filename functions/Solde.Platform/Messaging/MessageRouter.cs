using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Solde.Platform.Hosting;
using Solde.Platform.Telemetry;

namespace Solde.Platform.Messaging;

/// <summary>Gives each envelope of a queue to the handler of its type, then removes its outbox row.</summary>
public sealed class MessageRouter
{
    private readonly Dictionary<string, Func<Envelope, MessageContext, Task>> _handlers = new(StringComparer.Ordinal);

    /// <summary>The handler must be idempotent: a message comes at least once.</summary>
    public MessageRouter On<T>(JsonTypeInfo<T> type, Func<T, MessageContext, Task> handle)
    {
        _handlers.Add(type.Type.Name, (envelope, context) =>
            handle(envelope.Data.Deserialize(type) ?? throw new JsonException($"The {type.Type.Name} is empty."), context));
        return this;
    }

    /// <exception cref="NotSupportedException">No handler is declared: the message ends in the dead-letter queue, seen by people.</exception>
    internal async Task HandleAsync(MessageContext context)
    {
        var envelope = Envelope.Parse(context.Text);
        if (!_handlers.TryGetValue(envelope.Type, out var handle))
            throw new NotSupportedException($"Nobody handles a message of type '{envelope.Type}'.");
        context.Services.GetRequiredService<Invocation>().Concerns("message", envelope.Type);
        context.Services.GetRequiredService<MessageMeter>().Handles(
            envelope.Type, context.Services.GetRequiredService<TimeProvider>().GetUtcNow() - envelope.At);
        await handle(envelope, context with { MessageId = envelope.Id, AnnouncedAt = envelope.At });

        // Last, so that a crash before this line sends the message again rather than losing it.
        if (envelope.Outbox is { } address)
            await context.Services.GetRequiredService<Outbox>().RemoveAsync(address, context.CancellationToken);
    }
}
