namespace Solde.Platform.Messaging;

/// <summary>
/// What one invocation sends, returned to the host as output bindings. The host sends only after the invocation
/// succeeded; what must not be lost lies in an outbox as well.
/// </summary>
public sealed class OutgoingMessages
{
    private readonly Dictionary<string, List<string>> _byQueue = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _allowed = [];

    /// <summary>Called by the hosting layer with the queues that the running function declares.</summary>
    internal void Allow(IReadOnlyList<string> queues) => _allowed = queues;

    /// <summary>Whether the function that runs declares this queue as an output.</summary>
    public bool MaySend(string queue) => _allowed.Contains(queue);

    /// <exception cref="InvalidOperationException">The function that runs does not declare this queue as an output.</exception>
    public void Send(string queue, string text)
    {
        if (!MaySend(queue))
            throw new InvalidOperationException($"This function does not declare that it sends to '{queue}'.");
        if (!_byQueue.TryGetValue(queue, out var texts))
            _byQueue[queue] = texts = [];
        texts.Add(text);
    }

    internal IReadOnlyList<string> For(string queue) => _byQueue.TryGetValue(queue, out var texts) ? texts : [];
}
