using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Platform.Durable;
using Solde.Platform.Messaging;
using Solde.Platform.Telemetry;

namespace Solde.Platform.Hosting;

/// <summary>
/// The custom handler's front door. A wrapped call (<c>POST /FunctionName</c>) is unpacked, run and answered with its
/// outputs; a forwarded call and the host's start-up poll pass through.
/// </summary>
internal sealed partial class FunctionInvocations(
    RequestDelegate next,
    FunctionCatalogue catalogue,
    IServiceProvider services,
    InvocationMeter meter,
    MessageMeter messages,
    ILoggerFactory loggers,
    ILogger<FunctionInvocations> log)
{
    private const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path is null or "/")
            return Task.CompletedTask;
        if (!HttpMethods.IsPost(context.Request.Method) || catalogue.Find(path.AsSpan(1)) is not { IsForwarded: false } function)
            return ForwardAsync(context);
        if (context.Request.Headers.TryGetValue(InvocationIdHeader, out var invocation))
            context.TraceIdentifier = invocation.ToString();
        return function.Trigger is WebhookTrigger webhook ? TakeInAsync(context, function, webhook) : InvokeWrappedAsync(context, function);
    }

    /// <summary>Which function it is the host keeps to itself: the endpoint's tag says it.</summary>
    private async Task ForwardAsync(HttpContext context)
    {
        var begun = Stopwatch.GetTimestamp();
        var told = context.RequestServices.GetRequiredService<Invocation>();
        told.Concerns("request", context.TraceIdentifier);
        using var span = Traces.Functions.HasListeners()
            ? Traces.Functions.StartActivity("forwarded", ActivityKind.Server, TraceParent.Read(context.Request.Headers.TraceParent))
            : null;
        using (log.BeginScope(told))
            await next(context);
        InvocationSpan.Answered(span, context);
        var function = context.GetEndpoint()?.Metadata.GetMetadata<ITagsMetadata>() is { Tags: [var area, ..] } ? area + "Read" : "forwarded";
        meter.Ended(function, FailureKinds.Of(context.Response.StatusCode), begun);
    }

    private async Task TakeInAsync(HttpContext context, FunctionDeclaration function, WebhookTrigger webhook)
    {
        var begun = Stopwatch.GetTimestamp();
        using var span = InvocationSpan.Start(function, context, default);
        var status = await WebhookInvocation.RunAsync(context, function, webhook, services);
        span?.SetTag("http.response.status_code", status);
        meter.Ended(function.Name, FailureKinds.Of(status), begun);
    }

    private async Task InvokeWrappedAsync(HttpContext context, FunctionDeclaration function)
    {
        var begun = Stopwatch.GetTimestamp();
        using var call = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var outgoing = context.RequestServices.GetRequiredService<OutgoingMessages>();
        outgoing.Allow(function.Sends);
        var told = context.RequestServices.GetRequiredService<Invocation>();
        using var scope = log.BeginScope(told);
        Activity? span = null;
        HttpResponse? response = null;
        string? returnValue = null;
        try
        {
            span = InvocationSpan.Start(function, context, call.RootElement);
            told.Concerns("function", function.Name);
            told.Concerns("request", context.TraceIdentifier);
            if (function.UsesDurableClient)
                context.RequestServices.GetRequiredService<DurableTaskClient>().Bind(DurableClientBinding.Read(call.RootElement));
            switch (function.Trigger)
            {
                case HttpTrigger:
                    var inner = HttpTriggerData.InnerContext(call.RootElement, context);
                    await next(inner);
                    response = inner.Response;
                    InvocationSpan.Answered(span, inner);
                    break;
                case QueueTrigger queue:
                    await queue.Handle(TriggerData.Message(call.RootElement, context.RequestServices, outgoing, context.RequestAborted));
                    break;
                case TimerTrigger timer:
                    await timer.Handle(TriggerData.Timer(call.RootElement, context.RequestServices, outgoing, context.RequestAborted));
                    break;
                case OrchestrationTrigger orchestration:
                    returnValue = OrchestratorCall.Answer(orchestration.Orchestrator, call.RootElement, loggers);
                    break;
                case ActivityTrigger { Activity: var activity }:
                    var activityContext = new TaskActivityContext(activity.Name, context.RequestServices, outgoing, context.RequestAborted);
                    returnValue = await activity.Run(activityContext, TriggerData.Activity(call.RootElement));
                    break;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            // The edge: anything but 2xx makes the host deliver the message again, or dead-letter it.
            LogFailed(log, function.Name, PersonalData.Without(failure));
            span.Fail(failure);
            Count(function, call.RootElement, failure, begun);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
        finally
        {
            span?.Dispose();
        }

        meter.Ended(function.Name, FailureKinds.Of(response?.StatusCode ?? StatusCodes.Status200OK), begun);
        await WriteAnswerAsync(context, function, response, outgoing, returnValue);
    }

    private void Count(FunctionDeclaration function, JsonElement call, Exception failure, long begun)
    {
        meter.Ended(function.Name, FailureKinds.Of(failure), begun);
        if (function.Trigger is QueueTrigger queue)
            messages.Failed(queue.Queue, TriggerData.DeliveryCount(call));
    }

    /// <summary>Only the host's parser reads it: quotes in messages take two bytes, not six.</summary>
    private static readonly JsonWriterOptions ForTheHost = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task WriteAnswerAsync(
        HttpContext context, FunctionDeclaration function, HttpResponse? response, OutgoingMessages outgoing, string? returnValue)
    {
        context.Response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter, ForTheHost))
        {
            json.WriteStartObject();
            json.WriteStartObject("Outputs");
            if (response is not null)
                HttpTriggerData.WriteResponse(json, response);
            foreach (var queue in function.Sends)
            {
                var texts = outgoing.For(queue);
                if (texts.Count == 0)
                    continue;
                json.WriteStartArray(FunctionJson.BindingName(queue));
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteStartArray("Logs");
            json.WriteEndArray();
            json.WriteString("ReturnValue", returnValue);
            json.WriteEndObject();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed: {Failure}")]
    private static partial void LogFailed(ILogger log, string function, string failure);
}
