using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Solde.Platform.Durable;
using Solde.Platform.Hosting;

namespace Solde.Platform.Telemetry;

/// <summary>The span of one invocation, and what it continues.</summary>
internal static class InvocationSpan
{
    /// <summary>Null while nothing is traced.</summary>
    /// <param name="call">Undefined for a forwarded call and for a webhook, whose bodies are not read for this.</param>
    public static Activity? Start(FunctionDeclaration function, HttpContext context, JsonElement call)
    {
        if (!Traces.Functions.HasListeners())
            return null;
        var span = Traces.Functions.StartActivity(function.Name, KindOf(function.Trigger), TraceParent.Read(ParentOf(function.Trigger, context, call)));
        span?.SetTag("faas.name", function.Name);
        span?.SetTag("faas.trigger", TriggerOf(function.Trigger));
        span?.SetTag("faas.invocation_id", context.TraceIdentifier);
        if (function.Trigger is QueueTrigger queue)
            span?.SetTag("messaging.destination.name", queue.Queue);
        return span;
    }

    /// <summary>The route's template, never the path: what is in its place may be anything that a caller typed.</summary>
    public static void Answered(Activity? span, HttpContext answered)
    {
        if (span is null)
            return;
        span.SetTag("http.request.method", answered.Request.Method);
        span.SetTag("http.response.status_code", answered.Response.StatusCode);
        if (answered.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.SetTag("http.route", route.TrimEnd('/'));
            span.DisplayName = $"{answered.Request.Method} {route.TrimEnd('/')}";
        }
        if (answered.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>
    /// A message and a workflow say what they belong to. For the rest it is the host's word, and where the host says nothing (it may keep
    /// no traces) the caller's own.
    /// </summary>
    private static string? ParentOf(FunctionTrigger trigger, HttpContext context, JsonElement call)
    {
        string? host = context.Request.Headers.TraceParent;
        return trigger switch
        {
            QueueTrigger => TraceParent.InMessage(TriggerData.MessageText(call)) ?? host,
            OrchestrationTrigger => OrchestratorCall.TraceParentOf(call) ?? host,
            HttpTrigger when host is null && call.ValueKind == JsonValueKind.Object => HttpTriggerData.HeaderOf(call, TraceParent.Header),
            _ => host,
        };
    }

    private static ActivityKind KindOf(FunctionTrigger trigger) => trigger switch
    {
        HttpTrigger => ActivityKind.Server,
        QueueTrigger => ActivityKind.Consumer,
        _ => ActivityKind.Internal,
    };

    private static string TriggerOf(FunctionTrigger trigger) => trigger switch
    {
        HttpTrigger => "http",
        QueueTrigger => "pubsub",
        TimerTrigger => "timer",
        _ => "other",
    };
}
