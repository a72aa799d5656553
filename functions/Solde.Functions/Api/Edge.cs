using System.Globalization;
using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http.Metadata;
using Solde.Platform.Telemetry;

namespace Solde.Functions.Api;

/// <summary>The outermost layer of the API: whatever happens inside, a caller gets a problem document and never a stack trace.</summary>
internal sealed partial class Edge(RequestDelegate next, ILogger<Edge> log)
{
    private static readonly Text BadForm = new(
        "is not of the right type or form",
        "n'est pas du bon type ou de la bonne forme",
        "não é do tipo ou da forma corretos",
        "heeft niet het juiste type of de juiste vorm");

    private static readonly Text UnknownField = new(
        "is not known here", "n'est pas connu ici", "não é conhecido aqui", "is hier niet bekend");

    private static readonly Text NotJson = new("is not JSON", "n'est pas du JSON", "não é JSON", "is geen JSON");

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad)
        {
            await Problem.WriteAsync(context, Describe(bad));
            return;
        }
        catch (Exception outage) when (IsOutage(outage) && !context.RequestAborted.IsCancellationRequested)
        {
            LogOutage(log, context.TraceIdentifier, PersonalData.Without(outage));
            context.Response.Headers.RetryAfter = "2";
            await Problem.WriteAsync(context, outage is OutageException known ? known.Refusal : CommonRefusals.Unavailable);
            return;
        }
        catch (Exception bug) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogBug(log, context.TraceIdentifier, PersonalData.Without(bug));
            await Problem.WriteAsync(context, CommonRefusals.Failed);
            return;
        }

        if (context.Response is not { HasStarted: false, ContentType: null })
            return;
        if (context.Response.StatusCode == StatusCodes.Status400BadRequest)
            await Problem.WriteAsync(context, BadQuery(context));
        else if (WithoutBody(context) is { } refusal)
            await Problem.WriteAsync(context, refusal);
    }

    private static bool IsOutage(Exception failure) => failure switch
    {
        OutageException => true,
        RequestFailedException storage => storage.Status is 0 or 408 or 429 or >= 500,
        // The storage pipeline's word when several tries failed; one that only took too long was cancelled.
        AggregateException tries => tries.InnerExceptions.All(one => one is OperationCanceledException || IsOutage(one)),
        _ => false,
    };

    private static RefusalKind? WithoutBody(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => CommonRefusals.NotFound,
        StatusCodes.Status405MethodNotAllowed => CommonRefusals.MethodNotAllowed,
        StatusCodes.Status415UnsupportedMediaType => CommonRefusals.UnsupportedMediaType,
        _ => null,
    };

    /// <summary>A query value of another type than its parameter ends in a bare 400, so the one to blame is looked for here.</summary>
    private static Refusal BadQuery(HttpContext context)
    {
        var errors = new FieldErrors();
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            string? value = context.Request.Query[parameter.Name];
            if (!string.IsNullOrEmpty(value) && !IsOf(parameter.ParameterInfo.ParameterType, value))
                errors.Add(parameter.Name, BadForm);
        }
        return errors.ToRefusal();
    }

    /// <summary>Whether a value can be read as a query parameter's type; text always can.</summary>
    private static bool IsOf(Type type, string value)
    {
        if (type == typeof(int?))
            return int.TryParse(value, CultureInfo.InvariantCulture, out _);
        if (type == typeof(bool?))
            return bool.TryParse(value, out _);
        if (type == typeof(DateOnly?))
            return DateOnly.TryParse(value, CultureInfo.InvariantCulture, out _);
        return type != typeof(DateTimeOffset?) || DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _);
    }

    private static Refusal Describe(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
            return CommonRefusals.BodyTooLarge.With(RequestBody.MaxBytes);
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            return CommonRefusals.UnsupportedMediaType;

        var errors = new FieldErrors();
        if (bad.InnerException is JsonException json)
        {
            var field = json.Path is null or "$" ? "" : json.Path.TrimStart('$').TrimStart('.');
            if (json.Message.Contains("could not be mapped", StringComparison.Ordinal))
                errors.Add(UnmappedName(json.Message) ?? field, UnknownField);
            else if (field.Length == 0)
                errors.Add("body", NotJson);
            else
                errors.Add(field, BadForm);
        }
        else
        {
            errors.Add(ParameterName(bad.Message) ?? "body", BadForm);
        }
        return errors.ToRefusal();
    }

    /// <summary>"The JSON property 'name' could not be mapped…" is the one place where the serializer names it.</summary>
    private static string? UnmappedName(string message) => Quoted(message, '\'');

    /// <summary>"Failed to bind parameter "DateOnly from" from "x"." names type and parameter.</summary>
    private static string? ParameterName(string message) => Quoted(message, '"')?.Split(' ')[^1];

    private static string? Quoted(string message, char quote)
    {
        var start = message.IndexOf(quote);
        var end = start < 0 ? -1 : message.IndexOf(quote, start + 1);
        return end < 0 ? null : message[(start + 1)..end];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A service did not answer; request {RequestId}: {Failure}")]
    private static partial void LogOutage(ILogger log, string requestId, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed; request {RequestId}: {Failure}")]
    private static partial void LogBug(ILogger log, string requestId, string failure);
}
