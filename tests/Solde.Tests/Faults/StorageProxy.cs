using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Solde.Platform.Storage;

namespace Solde.Tests.Faults;

/// <summary>
/// Stands between a storage client and Azurite, notes every call and does to it what a delegate says. Signatures stay valid,
/// because neither host nor port is signed. A call that has arrived whole is carried out whole, even when its caller dies meanwhile.
/// </summary>
internal sealed class StorageProxy : IAsyncDisposable
{
    // The order in which the ports are opened, by which they are told apart.
    private static readonly StorageService[] Services = [StorageService.Blob, StorageService.Queue, StorageService.Table];

    private readonly WebApplication server;
    private readonly StorageForwarder forwarder = new();
    private readonly StorageAccount target;
    private readonly ConcurrentQueue<StorageCall> calls = new();
    private Dictionary<int, StorageService> serviceByPort = [];
    private int callCount;

    private StorageProxy(string connectionString)
    {
        target = StorageAccount.Parse(connectionString);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            foreach (var _ in Services) options.Listen(IPAddress.Loopback, 0);
        });
        server = builder.Build();
        server.Run(HandleAsync);
    }

    /// <summary>The account behind the proxy, for the client under test.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Asked for each call, possibly by several at once. It can be changed at any time.</summary>
    public Func<StorageCall, Fault> OnCall { get; set; } = _ => Fault.None;

    public IReadOnlyList<StorageCall> Calls => [.. calls.OrderBy(call => call.Number)];

    public static async Task<StorageProxy> StartAsync(string connectionString)
    {
        var proxy = new StorageProxy(connectionString);
        await proxy.server.StartAsync();
        var ports = proxy.server.Urls.Select(url => new Uri(url).Port).ToArray();
        proxy.serviceByPort = ports.Zip(Services).ToDictionary(pair => pair.First, pair => pair.Second);
        proxy.ConnectionString = proxy.Rewrite(connectionString, ports);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        forwarder.Dispose();
    }

    private string Rewrite(string connectionString, int[] ports)
    {
        foreach (var (port, service) in ports.Zip(Services))
        {
            var original = target.GetEndpoint(service);
            connectionString = connectionString.Replace(
                $"{service}Endpoint={original.AbsoluteUri}",
                $"{service}Endpoint=http://127.0.0.1:{port}{original.AbsolutePath}",
                StringComparison.Ordinal);
        }

        return connectionString;
    }

    private async Task HandleAsync(HttpContext context)
    {
        var service = serviceByPort[context.Connection.LocalPort];
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var call = StorageCall.From(Interlocked.Increment(ref callCount) - 1, service, context.Request);
        calls.Enqueue(call);

        var fault = OnCall(call);
        if (fault.Before is { } before) await before();
        using var answer = fault.PassOn ? await forwarder.SendAsync(context.Request, body.ToArray(), target.GetEndpoint(service)) : null;
        if (fault.After is { } after) await after();
        await FaultyAnswer.WriteAsync(context, call, fault.Answer, answer);
    }
}
