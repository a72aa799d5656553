using System.Text.Json;
using Solde.Platform.Durable;

namespace Solde.Platform.Hosting;

/// <summary>Writes the <c>function.json</c> folders that a Functions host reads. Run at build, so code and host cannot drift.</summary>
public static class FunctionJson
{
    /// <summary>The app setting that names the Service Bus connection in both hosts.</summary>
    public const string ServiceBusConnection = "ServiceBus";

    /// <summary>Makes the folders, and removes those of functions that are no longer declared.</summary>
    public static void WriteAll(IEnumerable<FunctionDeclaration> functions, string appDirectory)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in functions)
        {
            var folder = Directory.CreateDirectory(Path.Combine(appDirectory, function.Name)).FullName;
            File.WriteAllBytes(Path.Combine(folder, "function.json"), Render(function));
            written.Add(function.Name);
        }

        foreach (var stale in Directory.EnumerateFiles(appDirectory, "function.json", SearchOption.AllDirectories))
        {
            var folder = Path.GetDirectoryName(stale)!;
            if (Path.GetDirectoryName(folder) == Path.GetFullPath(appDirectory).TrimEnd(Path.DirectorySeparatorChar) && !written.Contains(Path.GetFileName(folder)))
                Directory.Delete(folder, recursive: true);
        }
    }

    internal static byte[] Render(FunctionDeclaration function)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("bindings");
            WriteTrigger(json, function.Trigger);
            if (function.UsesDurableClient)
                WriteBinding(json, "durableClient", "in", DurableClientBinding.Name);
            foreach (var queue in function.Sends)
                WriteBinding(json, "serviceBus", "out", BindingName(queue), ("queueName", queue), ("connection", ServiceBusConnection));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>Binding names are letters and digits only: <c>provider-events</c> becomes <c>providerEvents</c>.</summary>
    internal static string BindingName(string queue)
    {
        var words = queue.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static void WriteTrigger(Utf8JsonWriter json, FunctionTrigger trigger)
    {
        switch (trigger)
        {
            case HttpTrigger http:
                json.WriteStartObject();
                json.WriteString("type", "httpTrigger");
                json.WriteString("direction", "in");
                json.WriteString("name", HttpTriggerData.RequestBinding);
                // API keys are ours and belong to one organisation: the app checks them, not the host.
                json.WriteString("authLevel", "anonymous");
                json.WriteStartArray("methods");
                foreach (var method in http.Methods)
                    json.WriteStringValue(method);
                json.WriteEndArray();
                json.WriteString("route", http.Route);
                json.WriteEndObject();
                WriteBinding(json, "http", "out", HttpTriggerData.ResponseBinding);
                break;
            case QueueTrigger queue:
                WriteBinding(
                    json,
                    "serviceBusTrigger",
                    "in",
                    TriggerData.MessageBinding,
                    ("queueName", queue.Queue),
                    ("connection", ServiceBusConnection));
                break;
            case TimerTrigger timer:
                WriteBinding(json, "timerTrigger", "in", TriggerData.TimerBinding, ("schedule", timer.Schedule));
                break;
            case OrchestrationTrigger:
                WriteBinding(json, "orchestrationTrigger", "in", OrchestratorCall.Binding);
                break;
            case ActivityTrigger:
                WriteBinding(json, "activityTrigger", "in", TriggerData.ActivityBinding);
                break;
            default:
                throw new NotSupportedException($"No binding is known for {trigger.GetType().Name}.");
        }
    }

    private static void WriteBinding(
        Utf8JsonWriter json, string type, string direction, string name, params (string Name, string Value)[] more)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("direction", direction);
        json.WriteString("name", name);
        foreach (var (key, value) in more)
            json.WriteString(key, value);
        json.WriteEndObject();
    }
}
