using System.Text.Json.Nodes;
using Solde.Platform.Hosting;

namespace Solde.Benchmarks.Host;

/// <summary>
/// The host's part for timers and messages, at least once, in memory: so nothing but the app asks anything of the storage. What an app
/// that died did not settle is delivered to the next one.
/// </summary>
/// <param name="queues">In the order in which they are served: a message waits while an earlier queue has any.</param>
internal sealed class MessageHost(FunctionCatalogue functions, IReadOnlyList<string> queues) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Dictionary<string, Queue<(string Text, int Delivery)>> _messages =
        queues.ToDictionary(queue => queue, _ => new Queue<(string, int)>(), StringComparer.Ordinal);
    private int _open;

    /// <summary>Where the app is now.</summary>
    public Uri? App { get; set; }

    /// <summary>Deliveries that were not the first.</summary>
    public int Redelivered { get; private set; }

    public bool IsIdle => Volatile.Read(ref _open) == 0;

    public void Send(string queue, string text)
    {
        Interlocked.Increment(ref _open);
        Enqueue(queue, text, 1);
    }

    public async Task RunTimerAsync(string name)
    {
        if (!await CallAsync(name, HostCalls.Timer()))
            throw new InvalidOperationException($"The timer {name} failed.");
    }

    public Task RunAsync(int atOnce, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => WorkAsync(stop)));

    public void Dispose()
    {
        _http.Dispose();
        _waiting.Dispose();
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _waiting.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            var (queue, text, delivery) = Dequeue();
            var function = functions.All.Single(candidate => candidate.Trigger is QueueTrigger trigger && trigger.Queue == queue);
            if (await CallAsync(function.Name, HostCalls.Message(text, delivery)))
            {
                Interlocked.Decrement(ref _open);
                continue;
            }
            await Task.Delay(AfterFailure, CancellationToken.None);
            Enqueue(queue, text, delivery + 1);
        }
    }

    private async Task<bool> CallAsync(string function, byte[] call)
    {
        try
        {
            using var request = HostCalls.ToFunction(App!, function, call);
            using var response = await _http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
                return false;
            var outputs = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["Outputs"]!.AsObject();
            foreach (var (binding, texts) in outputs)
            {
                var queue = functions.Find(function)!.Sends.Single(name => FunctionJson.BindingName(name) == binding);
                foreach (var text in texts!.AsArray())
                    Send(queue, text!.GetValue<string>());
            }
            return true;
        }
        catch (HttpRequestException)
        {
            // Nobody is there, or died over it.
            return false;
        }
    }

    private void Enqueue(string queue, string text, int delivery)
    {
        lock (_gate)
        {
            _messages[queue].Enqueue((text, delivery));
            if (delivery > 1)
                Redelivered++;
        }
        _waiting.Release();
    }

    private (string Queue, string Text, int Delivery) Dequeue()
    {
        lock (_gate)
        {
            var queue = queues.First(name => _messages[name].Count > 0);
            var (text, delivery) = _messages[queue].Dequeue();
            return (queue, text, delivery);
        }
    }
}
