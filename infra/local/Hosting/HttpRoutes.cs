using Microsoft.AspNetCore.Routing.Patterns;

namespace Solde.Local.Hosting;

/// <summary>The routes of all HTTP functions. A known path with another method is a 404, as the Functions host has it.</summary>
internal sealed class HttpRoutes(HostJson host, LocalHostOptions options, ForwardedHttp forwarded, WrappedHttp wrapped, UnderWay underWay)
{
    /// <exception cref="InvalidDataException">A route is no route template.</exception>
    public void Map(IEndpointRouteBuilder endpoints, IEnumerable<FunctionMetadata> functions)
    {
        foreach (var function in functions.Where(function => function.Trigger.Is(BindingTypes.HttpTrigger)))
        {
            var endpoint = endpoints.Map(Template(function), context => HandleAsync(function, context)).WithDisplayName(function.Name);
            // Without methods in its function.json, a function takes all of them.
            var methods = function.Trigger.Json.At("methods")?.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant());
            if (methods is not null && methods.Any()) endpoint.WithMetadata(new HttpMethodMetadata(methods));
        }
        // With an endpoint that takes any method below all others, routing never answers 405.
        endpoints.MapFallback("{**path}", context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private RoutePattern Template(FunctionMetadata function)
    {
        var route = function.Trigger.Text("route")?.Trim('/');
        var prefix = host.RoutePrefix.Length == 0 ? "" : $"/{host.RoutePrefix}";
        try
        {
            return RoutePatternFactory.Parse($"{prefix}/{(string.IsNullOrEmpty(route) ? function.Name : route)}");
        }
        catch (RoutePatternException reason)
        {
            throw new InvalidDataException($"Function '{function.Name}', binding '{function.Trigger.Name}': {reason.Message}", reason);
        }
    }

    private async Task HandleAsync(FunctionMetadata function, HttpContext context)
    {
        using var call = underWay.Begin();
        // Not the caller's token: a function runs to its end even when its caller is gone.
        using var timeIsOver = new CancellationTokenSource(options.HttpAnswerLimit, options.Clock);
        try
        {
            if (host.ForwardsHttp && function.IsPureHttp) await forwarded.HandleAsync(context, timeIsOver.Token);
            else await wrapped.HandleAsync(function, context, timeIsOver.Token);
        }
        catch (OperationCanceledException) when (timeIsOver.IsCancellationRequested)
        {
            Fail(context, StatusCodes.Status504GatewayTimeout, $"{function.Name} gave no HTTP answer within {options.HttpAnswerLimit}.");
        }
        catch (Exception failure) when (failure is InvocationFailedException or HttpRequestException or IOException)
        {
            // A body over the limit is the caller's mistake and not the app's.
            var status = (failure as BadHttpRequestException ?? failure.InnerException as BadHttpRequestException)?.StatusCode;
            Fail(context, status ?? StatusCodes.Status500InternalServerError, failure.Message);
        }
    }

    private void Fail(HttpContext context, int status, string reason)
    {
        options.AppOutput(reason);
        // Half an answer must not look like a whole one.
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = status;
    }
}
