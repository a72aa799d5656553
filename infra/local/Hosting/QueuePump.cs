namespace Solde.Local.Hosting;

/// <summary>Takes messages off one queue and calls its function, so many at once. Stops by finishing what it has taken.</summary>
internal sealed class QueuePump(
    MessageQueue queue,
    FunctionMetadata function,
    MessageDelivery delivery,
    AppClient app,
    LocalHostOptions options) : IDisposable
{
    private readonly SemaphoreSlim free = new(options.MaxConcurrentCalls);
    private readonly SemaphoreSlim arrived = new(0, 1);

    public MessageQueue Queue => queue;

    /// <summary>Looks at the queue now instead of at the next poll.</summary>
    public void Wake()
    {
        try
        {
            arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has rung already.
        }
    }

    /// <summary>Ends when <paramref name="stopTaking"/> is cancelled and the last call is done.</summary>
    public async Task RunAsync(CancellationToken stopTaking)
    {
        while (!stopTaking.IsCancellationRequested)
        {
            try
            {
                // First the app: a message that is taken while nobody can be called would use up a delivery.
                await app.ReadyAsync(stopTaking);
                if (!await TakeAsync(stopTaking)) await arrived.WaitAsync(options.QueuePollInterval, stopTaking);
            }
            catch (OperationCanceledException) when (stopTaking.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // The edge of the host: whatever it was, the other messages are not to wait for ever.
                options.AppOutput($"Queue {queue.Name} cannot be read: {failure.Message}");
                await Task.Delay(options.QueuePollInterval, CancellationToken.None);
            }
        }
        for (var call = 0; call < options.MaxConcurrentCalls; call++) await free.WaitAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        free.Dispose();
        arrived.Dispose();
    }

    // Takes no more than can be called at once, because a lock runs from the taking on.
    private async Task<bool> TakeAsync(CancellationToken stopTaking)
    {
        await free.WaitAsync(stopTaking);
        var slots = 1;
        while (free.Wait(0, CancellationToken.None)) slots++;
        var taken = 0;
        try
        {
            // Not cancelled half-way: messages that are on their way here would stay hidden for a lock's duration.
            foreach (var message in await queue.ReceiveAsync(slots, options.LockDuration, CancellationToken.None))
            {
                taken++;
                _ = DeliverAsync(message);
            }
            return taken > 0;
        }
        finally
        {
            if (slots > taken) free.Release(slots - taken);
        }
    }

    private async Task DeliverAsync(ReceivedMessage message)
    {
        try
        {
            await delivery.DeliverAsync(queue, function, message);
        }
        catch (Exception bug)
        {
            // Nobody awaits a delivery: unseen, the message would only come back when its lock is over.
            options.AppOutput($"Queue {queue.Name}: {bug}");
        }
        finally
        {
            free.Release();
        }
    }
}
