using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Solde.Platform.Durable.Protocol;

namespace Solde.Local.Durable;

/// <summary>The part of the HTTP API that is about many instances.</summary>
internal sealed class TaskHubListApi(TaskHub hub)
{
    private const string ContinuationHeader = "x-ms-continuation-token";
    private const int DefaultTop = 100;
    private const int MaxTop = 900;

    private static readonly OrchestrationStatus[] Ends =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Canceled, OrchestrationStatus.Terminated];

    public async Task ListAsync(HttpContext context)
    {
        if (ReadFilter(context) is not { } filter || ReadTop(context) is not { } top || ReadContinuation(context) is not { } from)
        {
            await TaskHubApi.RefuseAsync(context, StatusCodes.Status400BadRequest, "A parameter cannot be read.");
            return;
        }
        var (instances, next) = await hub.ListAsync(filter, top, from.Length == 0 ? null : from);
        if (next is not null) context.Response.Headers[ContinuationHeader] = Convert.ToBase64String(Encoding.UTF8.GetBytes(next));
        var showInput = TaskHubApi.Flag(context, "showInput", otherwise: true);
        await TaskHubApi.AnswerAsync(
            context, StatusCodes.Status200OK, new JsonArray([.. instances.Select(head => InstanceStatusJson.Of(head, showInput))]));
    }

    /// <summary>
    /// Needs <c>createdTimeFrom</c>, so that nobody deletes everything by leaving something out. What runs is passed over.
    /// </summary>
    public async Task PurgeAsync(HttpContext context)
    {
        if (ReadFilter(context) is not { CreatedFrom: not null } filter)
        {
            await TaskHubApi.RefuseAsync(context, StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }
        var ended = filter.Statuses.Count == 0 ? Ends : [.. filter.Statuses.Intersect(Ends)];
        var deleted = 0;
        string? continuation = null;
        do
        {
            if (ended.Length == 0) break;
            (var instances, continuation) = await hub.ListAsync(filter with { Statuses = ended }, DefaultTop, continuation);
            foreach (var head in instances)
                if (await hub.PurgeAsync(head.InstanceId)) deleted++;
        }
        while (continuation is not null);
        if (deleted > 0) await TaskHubApi.AnswerAsync(context, StatusCodes.Status200OK, new JsonObject { ["instancesDeleted"] = deleted });
        else await TaskHubApi.RefuseAsync(context, StatusCodes.Status404NotFound, "No instance was found to be deleted.");
    }

    private static InstanceFilter? ReadFilter(HttpContext context)
    {
        var statuses = new List<OrchestrationStatus>();
        const StringSplitOptions Names = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var name in (TaskHubApi.Query(context, "runtimeStatus") ?? "").Split(',', Names))
        {
            if (!Enum.TryParse<OrchestrationStatus>(name, ignoreCase: true, out var status)) return null;
            statuses.Add(status);
        }
        if (!TryReadTime(context, "createdTimeFrom", out var from) || !TryReadTime(context, "createdTimeTo", out var to)) return null;
        return new InstanceFilter
        {
            Statuses = statuses,
            CreatedFrom = from,
            CreatedTo = to,
            IdPrefix = TaskHubApi.Query(context, "instanceIdPrefix"),
        };
    }

    private static bool TryReadTime(HttpContext context, string name, out DateTimeOffset? time)
    {
        time = null;
        if (TaskHubApi.Query(context, name) is not { Length: > 0 } text) return true;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var read)) return false;
        time = read;
        return true;
    }

    private static int? ReadTop(HttpContext context)
    {
        if (TaskHubApi.Query(context, "top") is not { Length: > 0 } text) return DefaultTop;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0 ? Math.Min(top, MaxTop) : null;
    }

    private static string? ReadContinuation(HttpContext context)
    {
        var token = context.Request.Headers[ContinuationHeader].FirstOrDefault() ?? "";
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
