using System.Collections.Concurrent;

namespace Solde.Local.Durable;

/// <summary>The instances that this process has in its hands, each used by one at a time.</summary>
internal sealed class InstanceRegistry(InstanceTable table)
{
    private readonly ConcurrentDictionary<string, Instance> instances = new(StringComparer.Ordinal);

    /// <summary>Called under the gate whenever an instance has been read: what is to be done for it.</summary>
    public Action<Instance> OnLoaded { get; set; } = _ => { };

    public Instance? Peek(string id) => instances.GetValueOrDefault(id);

    /// <param name="id">The instance.</param>
    /// <param name="use">Runs alone with it; it must not use another instance.</param>
    /// <param name="load">False for who can do without knowing what is stored.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> UseAsync<T>(string id, Func<Instance, Task<T>> use, CancellationToken cancellationToken, bool load = true)
    {
        while (true)
        {
            var instance = instances.GetOrAdd(id, key => new Instance(key));
            await instance.Gate.WaitAsync(cancellationToken);
            try
            {
                if (instance.IsForgotten) continue;
                if (load && !instance.IsLoaded) await LoadAsync(instance, cancellationToken);
                return await use(instance);
            }
            finally
            {
                ForgetIfDone(instance);
                instance.Gate.Release();
            }
        }
    }

    /// <summary>As above, but an instance that has ended is not read again for it: then nothing is done.</summary>
    public async Task UseIfKnownAsync(string id, Action<Instance> use, CancellationToken cancellationToken)
    {
        if (!instances.TryGetValue(id, out var instance)) return;
        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            if (instance.IsForgotten) return;
            if (!instance.IsLoaded) await LoadAsync(instance, cancellationToken);
            use(instance);
        }
        finally
        {
            ForgetIfDone(instance);
            instance.Gate.Release();
        }
    }

    public async Task LoadAsync(Instance instance, CancellationToken cancellationToken)
    {
        // Who is not known has mostly ended, so one row says all: the others were read whole when the hub started.
        if (instance.Head is null)
        {
            var head = await table.FindHeadAsync(instance.Id, cancellationToken);
            if (head is null or { HasEnded: true })
            {
                instance.Take(null);
                instance.Head = head;
                return;
            }
        }
        await LoadWholeAsync(instance, cancellationToken);
    }

    /// <summary>Reads the whole partition.</summary>
    public async Task LoadWholeAsync(Instance instance, CancellationToken cancellationToken)
    {
        instance.Take(await table.LoadAsync(instance.Id, cancellationToken));
        OnLoaded(instance);
    }

    private void ForgetIfDone(Instance instance)
    {
        if (!instance.CanBeForgotten || instance.IsForgotten) return;
        instance.IsForgotten = true;
        instances.TryRemove(KeyValuePair.Create(instance.Id, instance));
    }
}
