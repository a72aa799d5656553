namespace Solde.Tests.Local.Hosting;

/// <summary>Bindings as they stand in a function.json.</summary>
internal static class Bindings
{
    public const string HttpOut = """{ "type": "http", "direction": "out", "name": "res" }""";

    public static string HttpTrigger(string route, params string[] methods) => $$"""
        {
          "type": "httpTrigger", "direction": "in", "name": "req", "authLevel": "anonymous", "route": "{{route}}",
          "methods": [ {{string.Join(", ", methods.Select(method => $"\"{method}\""))}} ]
        }
        """;

    public static string QueueTrigger(string queue) => $$"""
        { "type": "serviceBusTrigger", "direction": "in", "name": "message", "queueName": "{{queue}}", "connection": "ServiceBus" }
        """;

    public static string QueueOut(string queue) => $$"""
        { "type": "serviceBus", "direction": "out", "name": "messages", "queueName": "{{queue}}", "connection": "ServiceBus" }
        """;

    public static string TimerTrigger(string schedule) => $$"""
        { "type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "{{schedule}}" }
        """;
}
