using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Platform.Durable;
using Solde.Platform.Messaging;

namespace Solde.Platform.Hosting;

/// <summary>
/// The custom handler's front door. A wrapped call (<c>POST /FunctionName</c>) is unpacked, run and answered with its
/// outputs; a forwarded call and the host's start-up poll pass through.
/// </summary>
internal sealed partial class FunctionInvocations(
    RequestDelegate next, FunctionCatalogue catalogue, IServiceProvider services, ILoggerFactory loggers, ILogger<FunctionInvocations> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path is null or "/")
            return Task.CompletedTask;
        if (!HttpMethods.IsPost(context.Request.Method) || catalogue.Find(path.AsSpan(1)) is not { IsForwarded: false } function)
            return next(context);
        return function.Trigger is WebhookTrigger webhook
            ? WebhookInvocation.RunAsync(context, function, webhook, services)
            : InvokeWrappedAsync(context, function);
    }

    private async Task InvokeWrappedAsync(HttpContext context, FunctionDeclaration function)
    {
        if (context.Request.Headers.TryGetValue("X-Azure-Functions-InvocationId", out var invocation))
            context.TraceIdentifier = invocation.ToString();

        using var call = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var outgoing = context.RequestServices.GetRequiredService<OutgoingMessages>();
        outgoing.Allow(function.Sends);
        HttpResponse? response = null;
        string? returnValue = null;
        try
        {
            if (function.UsesDurableClient)
                context.RequestServices.GetRequiredService<DurableTaskClient>().Bind(DurableClientBinding.Read(call.RootElement));
            switch (function.Trigger)
            {
                case HttpTrigger:
                    var inner = HttpTriggerData.InnerContext(call.RootElement, context);
                    await next(inner);
                    response = inner.Response;
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
            LogFailed(log, failure, function.Name);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        await WriteAnswerAsync(context, function, response, outgoing, returnValue);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed")]
    private static partial void LogFailed(ILogger log, Exception failure, string function);
}
