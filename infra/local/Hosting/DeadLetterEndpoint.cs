using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary>
/// <c>GET /admin/dead-letters</c> lists them, and <c>POST /admin/queues/{queue}/dead-letters/replay</c> puts those of a queue back: what
/// the Service Bus explorer does in Azure. Bodies are not shown; the provider's events hold names.
/// </summary>
internal sealed class DeadLetterEndpoint(QueueSet queues, LocalHostOptions options)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/admin/dead-letters", ListAsync);
        endpoints.MapPost("/admin/queues/{queue}/dead-letters/replay", ReplayAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var all = new JsonArray();
        foreach (var queue in queues.All)
        {
            foreach (var letter in await queue.PeekDeadLettersAsync(context.RequestAborted))
            {
                all.Add((JsonNode)new JsonObject
                {
                    ["queue"] = queue.Name,
                    ["messageId"] = letter.MessageId,
                    ["reason"] = letter.Reason,
                    ["deliveries"] = letter.DeliveryCount,
                    ["enqueued"] = letter.EnqueuedTimeUtc,
                });
            }
        }
        await AnswerAsync(context, new JsonObject { ["deadLetters"] = all });
    }

    private async Task ReplayAsync(HttpContext context)
    {
        var name = (string?)context.Request.RouteValues["queue"];
        if (queues.All.FirstOrDefault(queue => queue.Name == name) is not { } queue)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var replayed = await queue.ReplayDeadLettersAsync(options.LockDuration, context.RequestAborted);
        await AnswerAsync(context, new JsonObject { ["replayed"] = replayed });
    }

    private static Task AnswerAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body.ToJsonString(JsonReading.Written), context.RequestAborted);
    }
}
