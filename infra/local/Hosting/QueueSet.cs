using Solde.Local.Queues;
using Solde.Platform.Storage;

namespace Solde.Local.Hosting;

/// <summary>Every queue that a trigger or an output names, and the pumps of those with a trigger.</summary>
internal sealed class QueueSet
{
    private readonly Dictionary<string, MessageQueue> queues = new(StringComparer.Ordinal);
    private readonly AppSettings settings;
    private readonly Func<string, MessageQueue> open;

    public QueueSet(StorageAccount account, MessageBodies bodies, AppSettings settings, TimeProvider clock)
    {
        this.settings = settings;
        open = name => new MessageQueue(new QueueClient(account, name), new QueueClient(account, $"{name}-deadletter"), bodies, clock);
    }

    public List<QueuePump> Pumps { get; } = [];

    public IEnumerable<MessageQueue> All => queues.Values;

    /// <exception cref="ArgumentException">No function has to do with this queue.</exception>
    public MessageQueue this[string name] =>
        queues.TryGetValue(name, out var queue) ? queue : throw new ArgumentException($"No function has a queue '{name}'.", nameof(name));

    public MessageQueue Of(FunctionBinding binding) => this[settings.Expand(binding.Text("queueName")!)];

    /// <summary>Makes the queues that the functions name, where they are missing.</summary>
    /// <exception cref="InvalidDataException">A queue has a name that a storage queue cannot have.</exception>
    public async Task CreateAsync(IReadOnlyList<FunctionMetadata> functions, CancellationToken cancellationToken)
    {
        foreach (var function in functions)
        {
            foreach (var binding in function.Bindings.Where(binding => binding.Text("queueName") is not null))
            {
                try
                {
                    var name = settings.Expand(binding.Text("queueName")!);
                    if (!queues.ContainsKey(name)) queues.Add(name, open(name));
                }
                catch (Exception reason) when (reason is ArgumentException or InvalidDataException)
                {
                    throw new InvalidDataException($"Function '{function.Name}', binding '{binding.Name}': {reason.Message}", reason);
                }
            }
        }
        foreach (var queue in queues.Values) await queue.CreateIfNotExistsAsync(cancellationToken);
    }

    public void AddPump(FunctionMetadata function, Func<MessageQueue, QueuePump> pumpOf)
    {
        var queue = Of(function.Trigger);
        var pump = pumpOf(queue);
        queue.Arrived += pump.Wake;
        Pumps.Add(pump);
    }

    /// <summary>True when nothing waits and nothing is hidden in the queues that are read here.</summary>
    public async Task<bool> AreEmptyAsync(CancellationToken cancellationToken)
    {
        foreach (var pump in Pumps)
        {
            if (await pump.Queue.CountAsync(cancellationToken) > 0) return false;
        }
        return true;
    }
}
