using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Solde.Local.Durable;
using Solde.Local.Hosting;
using Solde.Platform.Storage;

namespace Solde.Tests.Harness;

/// <summary>
/// A task hub in this process, its HTTP API on a loopback port of its own. A test drives it: nothing runs between two calls of
/// <see cref="RunUntilIdleAsync"/>. Its table is made by the first call that needs it.
/// </summary>
internal sealed class TestTaskHub : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly TaskHubAddress _address;

    private TestTaskHub(TaskHub hub, WebApplication server, TaskHubAddress address) =>
        (Hub, _server, _address) = (hub, server, address);

    public TaskHub Hub { get; }

    public Uri Address => new(_server.Urls.Single());

    /// <summary>What a <c>durableClient</c> binding holds, before it is encoded for the wire.</summary>
    public string ClientBinding => _address.ClientBinding().ToJsonString();

    /// <summary>The binding's value in a wrapped call's Data.</summary>
    public string EncodedClientBinding => JsonSerializer.Serialize(ClientBinding);

    public static async Task<TestTaskHub> StartAsync(
        StorageAccount storage, string tablePrefix, TimeProvider clock, IDurableFunctions functions)
    {
        var hub = new TaskHub(new TaskHubOptions
        {
            Account = storage,
            Functions = functions,
            TablePrefix = tablePrefix,
            Clock = clock,
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        var server = builder.Build();
        var address = new TaskHubAddress(hub.Options.Name, () => HttpServer.Address(server));
        new TaskHubApi(hub, address).Map(server);
        await server.StartAsync();
        return new TestTaskHub(hub, server, address);
    }

    /// <summary>Does everything that is due at the clock's now.</summary>
    public Task RunUntilIdleAsync(CancellationToken cancellationToken = default) => Hub.RunUntilIdleAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        Hub.Dispose();
    }
}
