using Solde.Platform.Storage;

namespace Solde.Local.Durable;

/// <summary>What the hub's operations share, and the one place that says what comes next for an instance.</summary>
internal sealed class HubContext : IDisposable
{
    private long lastOrder;

    public HubContext(TaskHubOptions options)
    {
        Options = options;
        Table = new InstanceTable(new TableClient(options.Account, $"{options.TablePrefix}{options.Name}Instances"));
        Registry = new InstanceRegistry(Table) { OnLoaded = OnLoaded };
        Work = new HubWork(options.Clock, options.Log);
        Timers = new HubTimers(options.Clock, Work);
    }

    public TaskHubOptions Options { get; }

    public InstanceTable Table { get; }

    public InstanceRegistry Registry { get; }

    public HubWork Work { get; }

    public HubTimers Timers { get; }

    public IDurableFunctions Functions => Options.Functions;

    public DateTimeOffset Now => Options.Clock.GetUtcNow();

    /// <summary>This life of the hub, in the keys of the inbox rows that it writes.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Later than all that has arrived, even when the clock stands still or goes back.</summary>
    public long NextOrder()
    {
        while (true)
        {
            var last = Volatile.Read(ref lastOrder);
            var next = Math.Max(last + 1, Now.Ticks);
            if (Interlocked.CompareExchange(ref lastOrder, next, last) == last) return next;
        }
    }

    /// <summary>Queues all that the instance needs and that is not queued yet. The caller has its gate.</summary>
    public void GoOn(Instance instance)
    {
        if (instance.Head is { HasEnded: false } head)
        {
            foreach (var (id, task) in instance.History.OpenTasks)
                if (instance.Begun.Add(id)) Work.AddActivity(new RunActivity(this, instance.Id, head.ExecutionId, id, task, head.TraceParent).RunAsync);
            foreach (var (id, fireAt) in instance.History.OpenTimers)
            {
                if (!instance.Armed.Add(id)) continue;
                Timers.Add(fireAt.ToDateTimeOffset(), new FireTimer(this, instance.Id, head.ExecutionId, id, fireAt).RunAsync);
            }
            if (instance.CanTurn && !instance.TurnIsQueued)
            {
                instance.TurnIsQueued = true;
                Work.AddTurn(new RunTurn(this, instance.Id).RunAsync);
            }
        }
        if (instance.Outgoing.Count > 0 && !instance.DeliveryIsQueued)
        {
            instance.DeliveryIsQueued = true;
            Work.AddTurn(new DeliverMessages(this, instance.Id).RunAsync);
        }
        if (instance.Rubbish.Count > 0 && !instance.SweepIsQueued)
        {
            instance.SweepIsQueued = true;
            Work.AddTurn(new SweepRubbish(this, instance.Id).RunAsync);
        }
    }

    /// <summary>After a write of which nobody knows whether it was carried out.</summary>
    public void ReadAgain(Instance instance)
    {
        instance.IsLoaded = false;
        Work.AddTurn(async cancellationToken =>
        {
            await Registry.UseAsync(instance.Id, _ => Task.FromResult(true), cancellationToken);
            return true;
        });
    }

    public void Dispose() => Timers.Dispose();

    private void OnLoaded(Instance instance)
    {
        foreach (var arrival in instance.Arrivals) RaiseOrder(arrival.Order);
        GoOn(instance);
    }

    private void RaiseOrder(long seen)
    {
        long last;
        while ((last = Volatile.Read(ref lastOrder)) < seen) Interlocked.CompareExchange(ref lastOrder, seen, last);
    }
}
