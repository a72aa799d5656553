using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary><c>POST /admin/functions/{name}</c> runs a timer or queue function by hand: accepted first, run afterwards.</summary>
internal sealed class AdminEndpoint(
    IReadOnlyList<FunctionMetadata> functions,
    IReadOnlyList<TimerFunction> timers,
    WrappedCall call,
    UnderWay underWay,
    LocalHostOptions options,
    CancellationToken giveUp)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/admin/functions/{name}", HandleAsync);

    private async Task HandleAsync(HttpContext context)
    {
        var name = (string?)context.Request.RouteValues["name"];
        var function = functions.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        context.Response.StatusCode = function switch
        {
            null => StatusCodes.Status404NotFound,
            _ when function.Trigger.Is(BindingTypes.HttpTrigger) => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status202Accepted,
        };
        if (context.Response.StatusCode != StatusCodes.Status202Accepted) return;

        string input;
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            input = (body as JsonObject)?.Get("input")?.ToString() ?? "";
        }
        catch (JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        // Counted before the caller has the answer, so that "idle" includes what was just accepted.
        _ = RunAsync(function!, input, underWay.Begin());
    }

    private async Task RunAsync(FunctionMetadata function, string input, UnderWay.Call counted)
    {
        using (counted)
        {
            try
            {
                var timer = timers.FirstOrDefault(timer => timer.Name == function.Name);
                if (timer is not null) await timer.RunByHandAsync(giveUp);
                else await call.InvokeAsync(function, MessageDelivery.Data(isBinary: false, input), [], giveUp);
            }
            catch (InvocationFailedException failure)
            {
                options.AppOutput(failure.Message);
            }
            catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
            {
                // The host waits no longer for it.
            }
        }
    }
}
