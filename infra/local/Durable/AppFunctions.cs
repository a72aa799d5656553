using Solde.Local.Hosting;

namespace Solde.Local.Durable;

/// <summary>The app's orchestrators and activities, behind wrapped calls.</summary>
internal sealed class AppFunctions(IEnumerable<FunctionMetadata> functions, WrappedCall call, UnderWay underWay) : IDurableFunctions
{
    private readonly Dictionary<string, FunctionMetadata> orchestrators = ByName(functions, BindingTypes.OrchestrationTrigger);
    private readonly Dictionary<string, FunctionMetadata> activities = ByName(functions, BindingTypes.ActivityTrigger);

    public bool Has(DurableKind kind, string name) => Of(kind).ContainsKey(name);

    public async Task<CallEnd> CallAsync(DurableKind kind, string name, string data, string? traceParent, CancellationToken cancellationToken)
    {
        using var counted = underWay.Begin();
        try
        {
            var result = await call.InvokeAsync(Of(kind)[name], WireValue.Of(data), [], cancellationToken, traceParent);
            return new CallEnd.Answered(result.ReturnValue);
        }
        catch (InvocationFailedException failure)
        {
            return failure.IsUnanswered ? new CallEnd.NoAnswer(failure.Message) : new CallEnd.Failed(failure.Message);
        }
    }

    private Dictionary<string, FunctionMetadata> Of(DurableKind kind) => kind == DurableKind.Orchestrator ? orchestrators : activities;

    private static Dictionary<string, FunctionMetadata> ByName(IEnumerable<FunctionMetadata> functions, string trigger) =>
        functions.Where(function => function.Trigger.Is(trigger))
            .ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
}
