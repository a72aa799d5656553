using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solde.Local.Hosting;

/// <summary>Sends what an answer puts into Service Bus outputs, in the order of the bindings.</summary>
internal sealed class Outputs(Func<FunctionBinding, MessageQueue> queueOf)
{
    /// <summary>What Service Bus Standard takes.</summary>
    private const int MaxMessageBytes = 256 * 1024;

    /// <exception cref="InvocationFailedException">A message is too long. Those before it are sent: outputs are no transaction.</exception>
    public async Task SendAsync(FunctionMetadata function, InvocationResult result, CancellationToken cancellationToken)
    {
        foreach (var binding in function.Bindings.Where(binding => binding.Is(BindingTypes.ServiceBus)))
        {
            foreach (var (body, isBinary) in Messages(result.Of(binding)))
            {
                var length = isBinary ? body.Length / 4 * 3 : System.Text.Encoding.UTF8.GetByteCount(body);
                if (length > MaxMessageBytes)
                    throw new InvocationFailedException($"{function.Name}: a message of {length} bytes is more than a queue takes.");
                await queueOf(binding).SendAsync(body, isBinary, cancellationToken);
            }
        }
    }

    /// <summary>
    /// As the Functions host reads an output: a lone string that happens to be base64 is bytes, JSON text of an array is that
    /// array, and each element of an array is a message, a string as its text and anything else as its JSON.
    /// </summary>
    public static IEnumerable<(string Body, bool IsBinary)> Messages(JsonNode? value)
    {
        if (value.AsText() is not { } text) return Elements(value).Select(element => (element, false));
        if (IsBase64(text)) return [(text, true)];
        return ParseArray(text) is { } array ? Elements(array).Select(element => (element, false)) : [(text, false)];
    }

    private static IEnumerable<string> Elements(JsonNode? value) => value switch
    {
        null => [],
        JsonArray array => array.Where(element => element is not null).Select(Text),
        _ => [Text(value)],
    };

    private static string Text(JsonNode? element) => element.AsText() ?? element!.ToJsonString(JsonReading.Written);

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static JsonArray? ParseArray(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("[")) return null;
        try
        {
            return JsonNode.Parse(text) as JsonArray;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
