using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Local.Hosting;

namespace Solde.Local.Durable;

/// <summary>The Durable Task extension's HTTP API: starts, events, commands and status.</summary>
internal sealed class TaskHubApi(TaskHub hub, TaskHubAddress address)
{
    private const string RetryAfterSeconds = "10";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "POST", "orchestrators/{function}/{id?}", StartAsync);
        Map(endpoints, "POST", "instances/{id}/raiseEvent/{name}", RaiseEventAsync);
        Map(endpoints, "POST", "instances/{id}/terminate", (context, id) =>
            SendAsync(context, id, hub.TerminateAsync(id, Query(context, "reason"), Flag(context, "recurse"))));
        Map(endpoints, "POST", "instances/{id}/suspend", (context, id) =>
            SendAsync(context, id, hub.SuspendAsync(id, Query(context, "reason"))));
        Map(endpoints, "POST", "instances/{id}/resume", (context, id) =>
            SendAsync(context, id, hub.ResumeAsync(id, Query(context, "reason"))));
        Map(endpoints, "POST", "instances/{id}/rewind", NotHereAsync);
        Map(endpoints, "POST", "instances/{id}/restart", NotHereAsync);
        Map(endpoints, "GET", "instances/{id}", StatusAsync);
        Map(endpoints, "DELETE", "instances/{id}", PurgeAsync);
        var many = new TaskHubListApi(hub);
        Map(endpoints, "GET", "instances", (context, _) => many.ListAsync(context));
        Map(endpoints, "DELETE", "instances", (context, _) => many.PurgeAsync(context));
    }

    public static Task AnswerAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body.ToJsonString(JsonReading.Written));
    }

    public static Task RefuseAsync(HttpContext context, int status, string reason) =>
        AnswerAsync(context, status, new JsonObject { ["Message"] = reason });

    public static bool Flag(HttpContext context, string name, bool otherwise = false) =>
        bool.TryParse(Query(context, name), out var value) ? value : otherwise;

    public static string? Query(HttpContext context, string name) => context.Request.Query[name].FirstOrDefault();

    private void Map(IEndpointRouteBuilder endpoints, string method, string path, Func<HttpContext, string, Task> handle) =>
        endpoints.MapMethods($"{TaskHubAddress.Path}/{path}", [method], async context =>
        {
            if (!HasKey(context))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }
            try
            {
                await handle(context, Route(context, "id") ?? "");
            }
            catch (Exception outage) when (StorageOutage.Is(outage) || outage is IOException and not BadHttpRequestException)
            {
                hub.Options.Log($"The task hub's API: {outage.Message}");
                await RefuseAsync(context, StatusCodes.Status500InternalServerError, "The task hub's storage is out of reach.");
            }
        });

    private bool HasKey(HttpContext context) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Query(context, "code") ?? ""), Encoding.UTF8.GetBytes(address.Key));

    private async Task StartAsync(HttpContext context, string id)
    {
        var function = Route(context, "function")!;
        if (id.Length == 0) id = Guid.NewGuid().ToString("N");
        if (!hub.Options.Functions.Has(DurableKind.Orchestrator, function))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, HistoryEvents.WhyMissing(DurableKind.Orchestrator, function));
            return;
        }
        if (InstanceId.WhyRefused(id) is { } reason)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, reason);
            return;
        }
        var (input, isJson) = await ReadJsonAsync(context);
        if (!isJson)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "Invalid JSON content");
            return;
        }
        if (!await hub.StartAsync(function, id, input, context.Request.Headers.TraceParent))
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, $"An orchestration instance with the id '{id}' runs already.");
            return;
        }
        Point(context, id);
        await AnswerAsync(context, StatusCodes.Status202Accepted, address.ManagementUrls(id));
    }

    private async Task RaiseEventAsync(HttpContext context, string id)
    {
        // Whether there is anybody to hear it is looked at first, as the extension does.
        var head = await hub.FindAsync(id);
        if (head is not { HasEnded: false })
        {
            await SendAsync(context, id, Task.FromResult(head is null ? SendOutcome.NoSuchInstance : SendOutcome.HasEnded));
            return;
        }
        if (!IsJson(context.Request.ContentType))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "Only application/json request content is supported");
            return;
        }
        var (input, isJson) = await ReadJsonAsync(context);
        if (!isJson) await RefuseAsync(context, StatusCodes.Status400BadRequest, "Invalid JSON content");
        else if (input?.Length > MessageLimit.MaxLength)
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, MessageLimit.Refusal("The event", input.Length));
        else await SendAsync(context, id, hub.RaiseEventAsync(head.InstanceId, Route(context, "name")!, input));
    }

    private static async Task SendAsync(HttpContext context, string id, Task<SendOutcome> sending)
    {
        switch (await sending)
        {
            case SendOutcome.Accepted:
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case SendOutcome.NoSuchInstance:
                await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no instance '{id}'.");
                break;
            default:
                await RefuseAsync(context, StatusCodes.Status410Gone, $"The instance '{id}' has ended.");
                break;
        }
    }

    private async Task StatusAsync(HttpContext context, string id)
    {
        if (await hub.FindAsync(id) is not { } head)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no instance '{id}'.");
            return;
        }
        var status = InstanceStatusJson.Of(head, Flag(context, "showInput", otherwise: true));
        status["historyEvents"] = Flag(context, "showHistory")
            ? new HistoryJson(await hub.HistoryAsync(id), Flag(context, "showHistoryOutput")).Write()
            : null;
        if (!head.HasEnded) Point(context, id);
        await AnswerAsync(context, head.HasEnded ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, status);
    }

    private async Task PurgeAsync(HttpContext context, string id)
    {
        if (await hub.PurgeAsync(id)) await AnswerAsync(context, StatusCodes.Status200OK, new JsonObject { ["instancesDeleted"] = 1 });
        else await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no instance '{id}' that has ended.");
    }

    private static Task NotHereAsync(HttpContext context, string id) => RefuseAsync(
        context, StatusCodes.Status501NotImplemented, $"The local host can neither rewind nor restart '{id}'.");

    private void Point(HttpContext context, string id)
    {
        context.Response.Headers.Location = address.StatusUri(id);
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
    }

    private static async Task<(string? Text, bool IsJson)> ReadJsonAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (text.Length == 0) return (null, true);
        try
        {
            using var json = JsonDocument.Parse(text);
            return (text, true);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }

    private static bool IsJson(string? contentType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static string? Route(HttpContext context, string name) => (string?)context.Request.RouteValues[name];
}
