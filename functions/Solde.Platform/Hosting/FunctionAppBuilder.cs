using System.Globalization;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Solde.Platform.Durable;
using Solde.Platform.Messaging;
using Solde.Platform.Telemetry;

namespace Solde.Platform.Hosting;

/// <summary>
/// Declares the functions of a custom handler in code. What is declared here is what <see cref="FunctionJson"/> writes
/// for the host and what <see cref="Build"/> serves.
/// </summary>
public sealed class FunctionAppBuilder
{
    /// <summary>The host's default <c>extensions.http.routePrefix</c>.</summary>
    public const string RoutePrefix = "api";

    /// <summary>The host allows 100 MB; what an endpoint takes is limited by the app.</summary>
    private const long MaxCallBytes = 100 * 1024 * 1024;

    private readonly List<(string Route, Action<RouteGroupBuilder> Map)> _endpoints = [];
    private readonly List<Action<IEndpointRouteBuilder>> _more = [];

    public FunctionAppBuilder(string[] args)
    {
        // Settings change with a new start. Watching their files would watch every folder below the current one as well.
        Web = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        Web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxCallBytes;
            // Only the host on this machine calls a custom handler.
            var port = int.Parse(Web.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] ?? "0", CultureInfo.InvariantCulture);
            kestrel.Listen(IPAddress.Loopback, port);
        });
        Services.AddSingleton(Functions);
        Services.AddScoped<OutgoingMessages>();
        Services.AddScoped<Invocation>();
        Services.AddSingleton<InvocationMeter>();
        Services.AddSingleton<MessageMeter>();
        Services.AddSingleton<WorkflowMeter>();
        Services.TryAddSingleton(TimeProvider.System);
        // One connection pool: the hub is on this machine.
        var http = new Lazy<HttpClient>(() => new HttpClient(new TracedCalls(
            "task-hub", new SocketsHttpHandler { ActivityHeadersPropagator = null }, carriesTrace: true))
        {
            Timeout = TimeSpan.FromSeconds(30),
        });
        Services.AddScoped(_ => new DurableTaskClient(http.Value, Functions));
        Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));
    }

    public WebApplicationBuilder Web { get; }

    public IServiceCollection Services => Web.Services;

    public IConfiguration Configuration => Web.Configuration;

    public FunctionCatalogue Functions { get; } = new();

    /// <summary>
    /// Two functions over one route subtree: <c>{name}Read</c> for GET, forwarded, and <c>{name}Commands</c> for the
    /// rest, wrapped where it <paramref name="sends"/> messages or uses a durable client. Reads get no client.
    /// </summary>
    public void Http(
        string name, string route, IReadOnlyList<string> sends, Action<RouteGroupBuilder> endpoints, bool usesDurableClient = false)
    {
        Functions.Add(new FunctionDeclaration(name + "Read", new HttpTrigger(route + "/{*path}", ["get"]), []));
        Functions.Add(new FunctionDeclaration(
            name + "Commands", new HttpTrigger(route + "/{*path}", ["post", "put", "patch", "delete"]), sends)
        {
            UsesDurableClient = usesDurableClient,
        });
        _endpoints.Add((route, group => endpoints(group.WithTags(name))));
    }

    /// <summary>One function for one method of one route, such as a webhook or a document.</summary>
    public void Http(
        string name,
        string method,
        string route,
        IReadOnlyList<string> sends,
        Action<RouteGroupBuilder> endpoint,
        bool usesDurableClient = false)
    {
        Functions.Add(new FunctionDeclaration(name, new HttpTrigger(route, [method]), sends) { UsesDurableClient = usesDurableClient });
        _endpoints.Add((route, group => endpoint(group.WithTags(name))));
    }

    /// <summary>A signed webhook: what its check takes in goes to <paramref name="queue"/> as it came.</summary>
    public void Webhook(string name, string route, string signatureHeader, string queue, WebhookCheck check) =>
        Functions.Add(new FunctionDeclaration(name, new WebhookTrigger(route, signatureHeader, check), [queue]));

    public void Queue(
        string name, string queue, IReadOnlyList<string> sends, Func<MessageContext, Task> handle, bool usesDurableClient = false) =>
        Functions.Add(new FunctionDeclaration(name, new QueueTrigger(queue, handle), sends) { UsesDurableClient = usesDurableClient });

    public void Queue(
        string name, string queue, IReadOnlyList<string> sends, Action<MessageRouter> messages, bool usesDurableClient = false)
    {
        var router = new MessageRouter();
        messages(router);
        Queue(name, queue, sends, router.HandleAsync, usesDurableClient);
    }

    public void Timer(
        string name, string schedule, IReadOnlyList<string> sends, Func<TimerContext, Task> handle, bool usesDurableClient = false) =>
        Functions.Add(new FunctionDeclaration(name, new TimerTrigger(schedule, handle), sends) { UsesDurableClient = usesDurableClient });

    /// <summary>A workflow's story: deterministic code in a class <c>{Name}Workflow</c>, given as a method and not as a lambda.</summary>
    /// <param name="json">Knows each type that goes through the context.</param>
    public void Orchestrator<TInput, TOutput>(
        string name, IJsonTypeInfoResolver json, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) =>
        Functions.Add(new FunctionDeclaration(name, new OrchestrationTrigger(OrchestratorDeclaration.Of(name, json, run)), []));

    /// <summary>One step of a workflow: idempotent, because it runs at least once.</summary>
    public void Activity<TInput, TOutput>(
        string name, IReadOnlyList<string> sends, IJsonTypeInfoResolver json, Func<TaskActivityContext, TInput, Task<TOutput>> run) =>
        Functions.Add(new FunctionDeclaration(name, new ActivityTrigger(ActivityDeclaration.Of(name, json, run)), sends));

    /// <summary>Endpoints that lie outside the functions' own route groups, at absolute paths.</summary>
    public void Endpoints(Action<IEndpointRouteBuilder> map) => _more.Add(map);

    /// <param name="pipeline">Middleware between the host's call and the endpoints: errors, routing, access.</param>
    public WebApplication Build(Action<WebApplication> pipeline)
    {
        var app = Web.Build();
        app.UseMiddleware<FunctionInvocations>();
        pipeline(app);
        foreach (var (route, map) in _endpoints)
            map(app.MapGroup($"/{RoutePrefix}/{route}"));
        foreach (var map in _more)
            map(app);
        return app;
    }
}
