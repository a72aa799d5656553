using Solde.Local.Queues;

namespace Solde.Local.Hosting;

/// <summary>A message in the hands of this host; the receipt changes with each renewal.</summary>
internal sealed record ReceivedMessage(StoredMessage Stored, string QueueMessageId, string PopReceipt, int DeliveryCount);

/// <summary>A message that was delivered too often, and why the last delivery failed.</summary>
internal sealed record DeadLetter(string MessageId, string Body, string Reason, int DeliveryCount, DateTimeOffset EnqueuedTimeUtc);

/// <summary>One Service Bus queue on a storage queue: locks are visibility time-outs, dead letters lie in a queue beside it.</summary>
internal sealed class MessageQueue(QueueClient queue, QueueClient deadLetters, MessageBodies bodies, TimeProvider clock)
{
    // What one answer of the storage service holds at most.
    private const int MaxBatch = 32;

    private const int MaxReasonCharacters = 1000;

    private long lastSequenceNumber;

    public string Name => queue.Name;

    /// <summary>Is called after each message this process puts into the queue, so that nobody waits for the next poll.</summary>
    public Action Arrived { get; set; } = () => { };

    public async Task CreateIfNotExistsAsync(CancellationToken cancellationToken)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken);
        await deadLetters.CreateIfNotExistsAsync(cancellationToken);
    }

    /// <param name="body">Text, or the base64 of bytes when <paramref name="isBinary"/>.</param>
    public async Task SendAsync(string body, bool isBinary, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var properties = new MessageProperties
        {
            MessageId = Guid.NewGuid().ToString("N"),
            SequenceNumber = NextSequenceNumber(now),
            EnqueuedTimeUtc = now,
            IsBinary = isBinary,
        };
        await PutAsync(queue, await bodies.MoveOutAsync(new StoredMessage(properties, body), cancellationToken), cancellationToken);
        Arrived();
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, TimeSpan lockDuration, CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveMessagesAsync(Math.Min(max, MaxBatch), lockDuration, cancellationToken);
        return [.. messages.Select(Received)];
    }

    /// <summary>The body, wherever it lies.</summary>
    public Task<string> ReadBodyAsync(ReceivedMessage message, CancellationToken cancellationToken) =>
        bodies.ReadAsync(message.Stored, cancellationToken);

    public async Task<ReceivedMessage> RenewLockAsync(ReceivedMessage message, TimeSpan lockDuration, CancellationToken cancellationToken)
    {
        var receipt = await queue.UpdateMessageAsync(message.QueueMessageId, message.PopReceipt, lockDuration, cancellationToken);
        return message with { PopReceipt = receipt };
    }

    // The body goes last: a crash in between leaves a blob that nobody needs, not a message without a body.
    public async Task CompleteAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        await queue.DeleteMessageAsync(message.QueueMessageId, message.PopReceipt, cancellationToken);
        await bodies.DeleteAsync(message.Stored, cancellationToken);
    }

    public async Task AbandonAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        await queue.UpdateMessageAsync(message.QueueMessageId, message.PopReceipt, TimeSpan.Zero, cancellationToken);
        Arrived();
    }

    // Put, then delete: a crash in between leaves two dead letters, never none.
    public async Task DeadLetterAsync(ReceivedMessage message, string reason, CancellationToken cancellationToken)
    {
        // An app may answer a page with its 500; the reason stays one that can be read in a list.
        if (reason.Length > MaxReasonCharacters) reason = reason[..MaxReasonCharacters];
        var properties = message.Stored.Properties with { DeadLetterReason = reason, DeliveryCount = message.DeliveryCount };
        var stored = await bodies.MoveOutAsync(message.Stored with { Properties = properties }, cancellationToken);
        await PutAsync(deadLetters, stored, cancellationToken);
        await queue.DeleteMessageAsync(message.QueueMessageId, message.PopReceipt, cancellationToken);
    }

    /// <summary>The oldest dead letters, at most 32: what one look shows.</summary>
    public async Task<IReadOnlyList<DeadLetter>> PeekDeadLettersAsync(CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        foreach (var message in await deadLetters.PeekMessagesAsync(MaxBatch, cancellationToken))
        {
            var stored = Received(message).Stored;
            letters.Add(new DeadLetter(
                stored.Properties.MessageId,
                await bodies.ReadAsync(stored, cancellationToken),
                stored.Properties.DeadLetterReason ?? "",
                stored.Properties.DeliveryCount ?? 0,
                stored.Properties.EnqueuedTimeUtc));
        }
        return letters;
    }

    /// <summary>Puts every dead letter back, with its id and a delivery count that begins again.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ReplayDeadLettersAsync(TimeSpan lockDuration, CancellationToken cancellationToken)
    {
        var replayed = 0;
        // Only those that are there now: one that fails again at once comes back as a dead letter, and would go round for ever.
        var waiting = await deadLetters.ApproximateCountAsync(cancellationToken);
        while (replayed < waiting)
        {
            var batch = await deadLetters.ReceiveMessagesAsync(Math.Min(waiting - replayed, MaxBatch), lockDuration, cancellationToken);
            if (batch.Count == 0) break;
            foreach (var message in batch)
            {
                var stored = Received(message).Stored;
                var properties = stored.Properties with { DeadLetterReason = null, DeliveryCount = null };
                await PutAsync(queue, stored with { Properties = properties }, cancellationToken);
                await deadLetters.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
                replayed++;
            }
        }
        Arrived();
        return replayed;
    }

    /// <summary>Visible and hidden messages; dead letters are not among them.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => queue.ApproximateCountAsync(cancellationToken);

    private static Task PutAsync(QueueClient target, StoredMessage message, CancellationToken cancellationToken) =>
        target.SendMessageAsync(message.Write(), visibilityDelay: null, cancellationToken);

    private static ReceivedMessage Received(QueueMessage message) => new(
        StoredMessage.Read(message.Text, message.MessageId, message.InsertedOn),
        message.MessageId,
        message.PopReceipt,
        message.DequeueCount);

    // Grows within this process and, as clocks go, across its restarts.
    private long NextSequenceNumber(DateTimeOffset now)
    {
        while (true)
        {
            var last = Interlocked.Read(ref lastSequenceNumber);
            var next = Math.Max(last + 1, now.UtcTicks);
            if (Interlocked.CompareExchange(ref lastSequenceNumber, next, last) == last) return next;
        }
    }
}
