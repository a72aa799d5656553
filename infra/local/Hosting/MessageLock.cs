namespace Solde.Local.Hosting;

/// <summary>Keeps a message hidden, half a lock's duration before it would show again, until it is released.</summary>
internal sealed class MessageLock : IDisposable
{
    private readonly CancellationTokenSource released = new();
    private readonly Task<ReceivedMessage> renewal;

    public MessageLock(MessageQueue queue, ReceivedMessage message, LocalHostOptions options) =>
        renewal = RenewAsync(queue, message, options, released.Token);

    /// <summary>Ends the renewal. Only the message that comes back has the receipt to settle it with.</summary>
    public async Task<ReceivedMessage> ReleaseAsync()
    {
        await released.CancelAsync();
        return await renewal;
    }

    public void Dispose() => released.Dispose();

    private static async Task<ReceivedMessage> RenewAsync(
        MessageQueue queue,
        ReceivedMessage message,
        LocalHostOptions options,
        CancellationToken released)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.LockDuration / 2, options.Clock, released);
                // A renewal is not cancelled half-way: its answer holds the only receipt that counts.
                message = await queue.RenewLockAsync(message, options.LockDuration, CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            return message;
        }
        catch (Exception failure) when (StorageOutage.Is(failure))
        {
            options.AppOutput($"The lock on message {message.Stored.Properties.MessageId} is lost: {failure.Message}");
            return message;
        }
    }
}
