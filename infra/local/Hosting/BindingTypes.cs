namespace Solde.Local.Hosting;

/// <summary>The bindings this host knows. It starts with no other: a function that is never called would look like its own bug.</summary>
internal static class BindingTypes
{
    public const string HttpTrigger = "httpTrigger";
    public const string Http = "http";
    public const string ServiceBusTrigger = "serviceBusTrigger";
    public const string ServiceBus = "serviceBus";
    public const string TimerTrigger = "timerTrigger";
    public const string OrchestrationTrigger = "orchestrationTrigger";
    public const string ActivityTrigger = "activityTrigger";
    public const string DurableClient = "durableClient";

    // Each known type with the direction it must have.
    private static readonly Dictionary<string, string> Directions = new(StringComparer.OrdinalIgnoreCase)
    {
        [HttpTrigger] = "in",
        [Http] = "out",
        [ServiceBusTrigger] = "in",
        [ServiceBus] = "out",
        [TimerTrigger] = "in",
        [OrchestrationTrigger] = "in",
        [ActivityTrigger] = "in",
        [DurableClient] = "in",
    };

    /// <summary>Null when the binding can be run, else what is wrong with it.</summary>
    public static string? WhyRefused(FunctionBinding binding)
    {
        if (!Directions.TryGetValue(binding.Type, out var direction))
            return $"has the type '{binding.Type}', which the local host does not know ({string.Join(", ", Directions.Keys)})";
        if (!binding.Direction.Equals(direction, StringComparison.OrdinalIgnoreCase))
            return $"of type '{binding.Type}' has the direction '{binding.Direction}' and not '{direction}'";
        if (binding.Is(HttpTrigger) && !string.Equals(binding.Text("authLevel"), "anonymous", StringComparison.OrdinalIgnoreCase))
            return $"has the authLevel '{binding.Text("authLevel") ?? "function"}', but no keys are checked here: only 'anonymous' runs";
        if (binding.Is(TimerTrigger) && string.IsNullOrEmpty(binding.Text("schedule")))
            return "has no schedule";
        if ((binding.Is(ServiceBusTrigger) || binding.Is(ServiceBus)) && string.IsNullOrEmpty(binding.Text("queueName")))
            return "has no queueName, and the local host has queues only, no topics";
        return null;
    }
}
