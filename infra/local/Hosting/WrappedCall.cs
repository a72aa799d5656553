using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solde.Local.Durable;

namespace Solde.Local.Hosting;

/// <summary>What the app answered to a wrapped call.</summary>
internal sealed record InvocationResult(JsonObject Outputs, JsonNode? ReturnValue)
{
    /// <summary>An output binding called <c>$return</c> takes the return value.</summary>
    public JsonNode? Of(FunctionBinding output) => output.Name == "$return" ? ReturnValue : Outputs.Get(output.Name);
}

/// <summary>The app did not do the work: it answered no 2xx, answered what cannot be read, or died. The message says which.</summary>
internal sealed class InvocationFailedException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the function has failed is not known: the app died, or what it answered could not be passed on.</summary>
    public bool IsUnanswered { get; init; }
}

/// <summary>A call of the form <c>POST /Function</c> with Data and Metadata; the answer's outputs are sent before it returns.</summary>
internal sealed class WrappedCall(
    AppClient app, Outputs outputs, ClientBindings clients, TimeSpan functionTimeout, TimeProvider clock, Action<string> log)
{
    /// <param name="traceParent">What the host knows of the trace; of a message or a caller's request the app knows it itself.</param>
    /// <exception cref="InvocationFailedException">The work is not done, or an output could not be sent: it may be tried again.</exception>
    public async Task<InvocationResult> InvokeAsync(
        FunctionMetadata function,
        JsonNode triggerData,
        JsonObject metadata,
        CancellationToken cancellationToken,
        string? traceParent = null)
    {
        metadata["sys"] = new JsonObject
        {
            ["MethodName"] = function.Name,
            ["UtcNow"] = JsonValue.Create(clock.GetUtcNow().UtcDateTime),
            ["RandGuid"] = Guid.NewGuid().ToString(),
        };
        var data = new JsonObject { [function.Trigger.Name] = triggerData };
        clients.AddTo(data, function);
        var body = new JsonObject { ["Data"] = data, ["Metadata"] = metadata };
        using var timeIsOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (functionTimeout != Timeout.InfiniteTimeSpan) timeIsOver.CancelAfter(functionTimeout);
        try
        {
            var result = await PostAsync(function, body, traceParent, timeIsOver.Token);
            await outputs.SendAsync(function, result, timeIsOver.Token);
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception) when (timeIsOver.IsCancellationRequested)
        {
            throw new InvocationFailedException($"{function.Name} took longer than {functionTimeout}.", exception);
        }
        catch (Exception exception) when (StorageOutage.Is(exception))
        {
            throw new InvocationFailedException($"{function.Name}: an output could not be sent ({exception.Message}).", exception)
            {
                IsUnanswered = true,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new InvocationFailedException($"{function.Name}: the app gave no answer ({exception.Message}).", exception)
            {
                IsUnanswered = true,
            };
        }
    }

    private async Task<InvocationResult> PostAsync(
        FunctionMetadata function, JsonObject body, string? traceParent, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/{Uri.EscapeDataString(function.Name)}", UriKind.Relative))
        {
            Content = new StringContent(body.ToJsonString(JsonReading.Written), new MediaTypeHeaderValue("application/json", "utf-8")),
        };
        if (traceParent is not null) request.Headers.TryAddWithoutValidation("traceparent", traceParent);
        using var response = await app.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new InvocationFailedException($"{function.Name} answered {(int)response.StatusCode}: {text}");

        var answer = Parse(function, text);
        foreach (var line in answer.Get("Logs") as JsonArray ?? []) log($"{function.Name}: {line.AsText() ?? line?.ToJsonString()}");
        return new InvocationResult(answer.Get("Outputs") as JsonObject ?? [], answer.Get("ReturnValue"));
    }

    // No answer at all is a function without outputs, as the Functions host has it.
    private static JsonObject Parse(FunctionMetadata function, string text)
    {
        if (text.Length == 0) return [];
        try
        {
            if (JsonNode.Parse(text) is JsonObject answer) return answer;
        }
        catch (JsonException exception)
        {
            throw new InvocationFailedException($"{function.Name} answered what is no JSON: {text}", exception);
        }
        throw new InvocationFailedException($"{function.Name} answered JSON that is no object: {text}");
    }
}
