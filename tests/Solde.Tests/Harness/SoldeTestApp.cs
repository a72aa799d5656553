using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Solde.Functions;
using Solde.Local.Durable;
using Solde.Platform.Hosting;
using Solde.Platform.Storage;

namespace Solde.Tests.Harness;

/// <summary>
/// The real app in this process, on Kestrel, called exactly as the Functions host calls it: forwarded and wrapped calls
/// by its own declarations. Messages wait in lists here until a test delivers them, in any order and as often as it likes.
/// </summary>
public sealed class SoldeTestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly FunctionCatalogue _functions;
    private TestTaskHub _hub = null!;

    private SoldeTestApp(WebApplication app, FunctionCatalogue functions)
    {
        _app = app;
        _functions = functions;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    /// <summary>What was sent and not delivered yet.</summary>
    public List<QueuedMessage> Queue { get; } = [];

    public List<QueuedMessage> DeadLetters { get; } = [];

    public IServiceProvider Services => _app.Services;

    public Uri Address => _http.BaseAddress!;

    /// <summary>The workflows' hub, as both hosts have one; it works only while a test drains.</summary>
    internal TaskHub Hub => _hub.Hub;

    public static async Task<SoldeTestApp> StartAsync(SoldeTestSettings settings)
    {
        var builder = SoldeApp.CreateBuilder(settings.ToArguments());
        builder.Web.Logging.ClearProviders();
        if (settings.Clock is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(settings.Clock));
        if (settings.StorageRetryDelay is not null)
            builder.Services.Replace(ServiceDescriptor.Singleton(settings.AccountOf(settings.Storage)));
        var app = SoldeApp.Build(builder);
        if (settings.CreateTables)
            await SoldeApp.CreateTablesAsync(app.Services);
        await app.StartAsync();
        var started = new SoldeTestApp(app, builder.Functions);
        started._hub = await TestTaskHub.StartAsync(
            settings.AccountOf(settings.HubStorage ?? settings.Storage),
            settings.TablePrefix,
            settings.Clock ?? TimeProvider.System,
            new TestWorkflows(builder.Functions, started.InvokeAsync));
        return started;
    }

    /// <summary>One call from outside, through the function that the host would choose.</summary>
    public async Task<TestAnswer> SendAsync(
        HttpMethod method, string path, object? body = null, string? key = null, string? idempotencyKey = null, params (string Name, string Value)[] headers)
    {
        var all = new List<(string Name, string Value)>(headers);
        if (key is not null)
            all.Add(("Authorization", "Bearer " + key));
        if (idempotencyKey is not null)
            all.Add(("Idempotency-Key", idempotencyKey));
        var text = body switch { null => null, string raw => raw, JsonNode node => node.ToJsonString(), _ => throw new ArgumentException("Text or JsonNode.", nameof(body)) };
        if (text is not null && !all.Any(header => header.Name == "Content-Type"))
            all.Add(("Content-Type", "application/json"));

        var function = FunctionFor(method, path.Split('?')[0]);
        if (function is null)
            return new TestAnswer(HttpStatusCode.NotFound, TestAnswer.NoHeaders, "");
        return function.IsForwarded ? await ForwardAsync(method, path, text, all) : await WrapAsync(function, method, path, text, all);
    }

    /// <summary>Delivers one message; what it sends joins the queue. A failed delivery puts it back, ten of them end it.</summary>
    public async Task<bool> DeliverAsync(QueuedMessage message)
    {
        Queue.Remove(message);
        var function = _functions.All.Single(candidate => candidate.Trigger is QueueTrigger trigger && trigger.Queue == message.Queue);
        var call = new JsonObject
        {
            ["Data"] = new JsonObject { ["message"] = JsonSerializer.Serialize(message.Text) },
            ["Metadata"] = new JsonObject
            {
                ["MessageId"] = JsonSerializer.Serialize(Guid.NewGuid().ToString("N")),
                ["DeliveryCount"] = message.Deliveries + 1,
            },
        };
        var (status, _) = await InvokeAsync(function.Name, call);
        if (status == HttpStatusCode.OK)
            return true;
        var again = message with { Deliveries = message.Deliveries + 1 };
        (again.Deliveries >= 10 ? DeadLetters : Queue).Add(again);
        return false;
    }

    /// <summary>Delivers messages and runs workflows until nothing is left that is due, oldest first unless a test chooses otherwise.</summary>
    public async Task DrainAsync(Func<IReadOnlyList<QueuedMessage>, QueuedMessage>? choose = null)
    {
        do
        {
            while (Queue.Count > 0)
                await DeliverAsync(choose?.Invoke(Queue) ?? Queue[0]);
            await _hub.RunUntilIdleAsync();
        }
        while (Queue.Count > 0);
    }

    /// <summary>A workflow's status in the hub's words, in lower case; null where there is none.</summary>
    public async Task<string?> WorkflowStateAsync(string instance) => (await Hub.FindAsync(instance))?.Status.ToString().ToLowerInvariant();

    public async Task<HttpStatusCode> RunTimerAsync(string function, string? traceParent = null)
    {
        var call = new JsonObject { ["Data"] = new JsonObject { ["timer"] = new JsonObject { ["IsPastDue"] = false } }, ["Metadata"] = new JsonObject() };
        return (await InvokeAsync(function, call, traceParent)).Status;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _hub.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private FunctionDeclaration? FunctionFor(HttpMethod method, string path) => _functions.All.FirstOrDefault(function =>
        function.Trigger is HttpTrigger http
        && http.Methods.Contains(method.Method.ToLowerInvariant())
        && Matches("/" + FunctionAppBuilder.RoutePrefix + "/" + http.Route, path));

    /// <summary>As hosts do: part by part, a name in braces stands for one of them, and one with a star for all that follow.</summary>
    private static bool Matches(string route, string path)
    {
        var (wanted, given) = (route.Split('/'), path.Split('/'));
        for (var at = 0; at < wanted.Length; at++)
        {
            if (wanted[at].StartsWith("{*", StringComparison.Ordinal))
                return true;
            if (at >= given.Length || (wanted[at] != given[at] && !wanted[at].StartsWith('{')))
                return false;
        }
        return wanted.Length == given.Length;
    }

    private async Task<TestAnswer> ForwardAsync(HttpMethod method, string path, string? body, List<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8);
        // What may be refused for its size is not sent before it is asked for.
        request.Headers.ExpectContinue = body?.Length > 10_000_000;
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type" && request.Content is not null)
                request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await _http.SendAsync(request);
        var answered = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new TestAnswer(response.StatusCode, answered, await response.Content.ReadAsStringAsync());
    }

    private async Task<TestAnswer> WrapAsync(
        FunctionDeclaration function, HttpMethod method, string path, string? body, List<(string Name, string Value)> headers)
    {
        var request = new JsonObject
        {
            ["Url"] = "http://localhost:7071" + path,
            ["Method"] = method.Method,
            ["Query"] = new JsonObject(),
            ["Headers"] = new JsonObject(headers.GroupBy(header => header.Name).Select(group => KeyValuePair.Create<string, JsonNode?>(
                group.Key, new JsonArray([.. group.Select(header => JsonValue.Create(header.Value))])))),
            ["Params"] = new JsonObject(),
            ["Identities"] = new JsonArray(),
        };
        if (!string.IsNullOrEmpty(body))
            request["Body"] = body;
        // The host continues the caller's trace, and its own call tells of it.
        var (status, answer) = await InvokeAsync(
            function.Name,
            new JsonObject { ["Data"] = new JsonObject { ["request"] = request }, ["Metadata"] = new JsonObject() },
            headers.Find(header => header.Name == "traceparent").Value);
        if (status != HttpStatusCode.OK)
            return new TestAnswer(HttpStatusCode.InternalServerError, TestAnswer.NoHeaders, "");
        var response = answer!["Outputs"]!["response"]!;
        var answered = response["headers"]!.AsObject().ToDictionary(
            header => header.Key, header => header.Value!.GetValue<string>(), StringComparer.OrdinalIgnoreCase);
        return new TestAnswer((HttpStatusCode)response["statusCode"]!.GetValue<int>(), answered, response["body"]!.GetValue<string>());
    }

    /// <param name="traceParent">What the host knows of the trace.</param>
    private async Task<(HttpStatusCode Status, JsonNode? Answer)> InvokeAsync(string function, JsonNode call, string? traceParent = null)
    {
        if (_functions.Find(function)!.UsesDurableClient)
            call["Data"]!["client"] = _hub.EncodedClientBinding;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + function);
        request.Content = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        if (traceParent is not null)
            request.Headers.Add("traceparent", traceParent);
        using var response = await _http.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.OK)
            return (response.StatusCode, null);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        foreach (var (binding, value) in answer["Outputs"]!.AsObject())
        {
            if (binding == "response")
                continue;
            var queue = _functions.Find(function)!.Sends.Single(name => FunctionJson.BindingName(name) == binding);
            foreach (var text in value!.AsArray())
                Queue.Add(new QueuedMessage(queue, text!.GetValue<string>(), 0));
        }
        return (response.StatusCode, answer);
    }
}
